// The balancer's settings, from the environment, with the specification's
// names and defaults (v0.2, "LB Tuning via env/flags").
export interface Settings {
  port: number;
  control: string;
  app: string;
  maxQueue: number;
  queueTimeoutMs: number;
  readTimeoutMs: number;
}

export function readSettings(env: Record<string, string | undefined>): Settings {
  return {
    port: Number(env.PORT),
    control: env.RIP_CONTROL!,
    app: env.RIP_APP_NAME!,
    maxQueue: Number(env.RIP_MAX_QUEUE || 8192),
    queueTimeoutMs: Number(env.RIP_QUEUE_TIMEOUT_MS || 2000),
    readTimeoutMs: Number(env.RIP_READ_TIMEOUT_MS || 5000),
  };
}
