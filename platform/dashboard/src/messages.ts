// The API's JSON, as platform/api/messages.go writes it.

export type Status = "deployed" | "starting" | "running" | "stopping" | "stopped" | "idle" | "error";

/** How many workers are in which state. */
export interface Slots {
  desired: number;
  idle: number;
  busy: number;
  starting: number;
  draining: number;
  backoff: number;
}

export interface Traffic {
  rps: number;
  p50Ms: number;
  p99Ms: number;
  queue: number;
  errors5xx: number;
  requests: number;
  memoryBytes: number;
}

export interface Version {
  version: number;
  directory: string;
  deployedAt: string;
  current: boolean;
  /** It runs from a copy of the directory as that was. */
  copied: boolean;
}

export interface App {
  name: string;
  directory: string;
  port: number;
  protocol: "http" | "https" | "http+https";
  httpsPort: number | null;
  workers: number;
  status: Status;
  startedAt: string | null;
  error: string | null;
  version: number;
  versions: Version[];
  hosts: string[];
  path: string;
  stripPath: boolean;
  idleStop: string;
  /** The configuration of the current version, by key. */
  settings: Record<string, string>;
  /** The names of the workers' own variables; their values are told to nobody. */
  environ: string[];
  urls: string[];
  revision: number;
  runtime: string;
  slots: Slots;
  traffic: Traffic;
  uptimeSeconds: number;
}

export interface Stats {
  apps: number;
  running: number;
  workers: number;
  requests: number;
  rps: number;
  memoryBytes: number;
  uptimeSeconds: number;
  version: string;
  /** Nothing is kept when the platform stops. */
  ephemeral: boolean;
}

/** All apps at one time: an event of type "apps" among those of GET /api/events?apps=1. */
export interface Overview {
  time: string;
  apps: App[];
  stats: Stats;
}

export interface Event {
  id: number;
  time: string;
  app: string;
  kind: string;
  message: string;
  /** The app's state after it. */
  status?: Status;
}

export interface LogLine {
  time: string;
  worker: string;
  stream: string;
  text: string;
}

export type SeriesName = "rps" | "p50" | "p99" | "queue" | "errors" | "memory" | "busy";

/** Samples of the last minutes: one value per time in each series, oldest first. */
export interface Metrics {
  step: number;
  times: string[];
  series: Record<SeriesName, number[]>;
}

/** What POST /api/check found in a directory. */
export interface Checked {
  ok: boolean;
  directory: string;
  entry: string;
  runtime: string;
  name: string;
  error: string | null;
}

/** What can be set with a deploy, and by PATCH afterwards. What is left out stays as it is. */
export interface Settings {
  workers?: number;
  /** Protocol and ports change only while the app does not run. */
  protocol?: App["protocol"];
  port?: number;
  httpsPort?: number;
  hosts?: string[];
  path?: string;
  stripPath?: boolean;
  idleStop?: string;
  /** Settings and environ replace all there were. */
  settings?: Record<string, string>;
  environ?: Record<string, string>;
}

/** What POST /api/apps takes. */
export interface Deploy extends Settings {
  name: string;
  directory: string;
  requests?: number;
  maxMemory?: string;
  env?: string;
  runtime?: string;
  update?: boolean;
  /** Left out: as the version before. */
  copy?: boolean;
}

export type Scope = "read" | "deploy" | "admin";

/** Who one is. */
export interface Session {
  name: string;
  scope: Scope;
  tokenRequired: boolean;
}

/** A token as it is listed. */
export interface Token {
  id: string;
  name: string;
  scope: Scope;
  createdAt: string;
  expiresAt: string | null;
  /** To ten minutes. */
  lastUsedAt: string | null;
}

/** A token as it is made; its text is told this once. */
export interface NewToken extends Token {
  token: string;
}
