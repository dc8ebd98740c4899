// What the manager tells a worker: docs/worker-contract.md, "Environment".

export type HotReload = "none" | "process" | "module";

export interface Contract {
  entry: string;
  app: string;
  workerId: string;
  socket: string;
  control: string;
  version: number;
  hotReload: HotReload;
  /** Keep the last handler that loaded while an edit is broken. */
  keepLastGood: boolean;
  /** Show errors to the client. */
  dev: boolean;
}

/** Reads the contract from the environment; throws an error that names what is missing. */
export function readContract(env: Record<string, string | undefined>): Contract {
  const must = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set: this program is started by rip-server, not by hand`);
    return value;
  };
  return {
    entry: must("RIP_APP_ENTRY"),
    app: must("RIP_APP_NAME"),
    workerId: must("RIP_WORKER_ID"),
    socket: must("RIP_SOCKET"),
    control: must("RIP_CONTROL"),
    version: Number(env.RIP_VERSION ?? 0),
    hotReload: hotReload(env.RIP_HOT_RELOAD || "none"),
    keepLastGood: env.RIP_RELOAD_ERRORS === "last-good",
    dev: env.RIP_ENV !== "prod",
  };
}

function hotReload(value: string): HotReload {
  if (value === "none" || value === "process" || value === "module") return value;
  throw new Error(`RIP_HOT_RELOAD is ${JSON.stringify(value)}: it must be none, process or module`);
}
