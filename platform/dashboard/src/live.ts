import { batch, signal } from "@preact/signals";
import { api, ApiError } from "./api.ts";
import { remember } from "./history.ts";
import { session, signedOut } from "./session.ts";
import { Stream, type StreamState } from "./stream.ts";
import type { App, Event, Stats } from "./messages.ts";

/** What the server says of all apps. null until it first has. */
export const apps = signal<App[] | null>(null);
export const stats = signal<Stats | null>(null);

/** The newest events, newest first. */
export const events = signal<Event[]>([]);

/** The connection: what is shown is fresh only while it is open. */
export const link = signal<StreamState>({ is: "connecting" });

/** When the figures came, in milliseconds since the epoch. */
export const fresh = signal(0);

/** The platform samples every two seconds; asking more often shows nothing new. */
const period = 2000;
/** A burst of events is one look at the apps. */
const settle = 120;
const keptEvents = 500;

const stream = new Stream("/api/events", (m) => heard(m.data), became);
let timer: number | undefined;

/** Keeps the signals above up to date, for the life of the page. */
export function start(): void {
  stream.open();
}

/** Tries again at once, instead of at the end of the pause. */
export function retry(): void {
  signedOut.value = false;
  stream.connect();
}

/** Looks at the apps now: after an order, and when an event tells of a change. */
export async function refresh(): Promise<void> {
  clearTimeout(timer);
  try {
    session.value ??= await api.session();
    const [nextApps, nextStats] = await Promise.all([api.apps(), api.stats()]);
    remember(nextApps);
    batch(() => {
      apps.value = nextApps;
      stats.value = nextStats;
      fresh.value = Date.now();
    });
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    // The stream notices when the server is gone, and says so.
  }
  schedule(period);
}

function schedule(delay: number): void {
  clearTimeout(timer);
  if (link.peek().is === "open") timer = window.setTimeout(() => void refresh(), delay);
}

function became(state: StreamState): void {
  link.value = state;
  if (state.is === "open") void refresh();
  else clearTimeout(timer);
}

function heard(data: string): void {
  const event = JSON.parse(data) as Event;
  const known = events.peek();
  if (known[0] && event.id <= known[0].id) events.value = []; // the server began anew
  events.value = [event, ...events.peek()].slice(0, keptEvents);
  schedule(settle);
}
