import { batch, signal } from "@preact/signals";
import { api, ApiError } from "./api.ts";
import { remember } from "./history.ts";
import { session, signedOut } from "./session.ts";
import { Stream, type StreamState } from "./stream.ts";
import type { App, Event, Overview, Stats } from "./messages.ts";

/** What the server says of all apps. null until it first has. */
export const apps = signal<App[] | null>(null);
export const stats = signal<Stats | null>(null);

/** The newest events, newest first. */
export const events = signal<Event[]>([]);

/** The connection: what is shown is fresh only while it is open. */
export const link = signal<StreamState>({ is: "connecting" });

/** When the figures were taken, by the server's clock, and when they came, by
 * ours. In milliseconds since the epoch. */
export const taken = signal(0);
export const fresh = signal(0);

/** A burst of events is one look at the apps. */
const settle = 120;
const keptEvents = 500;

const stream = new Stream(
  "/api/events?apps=1",
  (m) => (m.event === "apps" ? overview(JSON.parse(m.data) as Overview) : happened(JSON.parse(m.data) as Event)),
  became,
);
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

/** Looks at the apps now, without waiting for the next overview: after an order,
 * and when something has happened. */
export async function refresh(): Promise<void> {
  clearTimeout(timer);
  try {
    const [nextApps, nextStats] = await Promise.all([api.apps(), api.stats()]);
    batch(() => {
      apps.value = nextApps;
      stats.value = nextStats;
    });
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    // The stream notices when the server is gone, and says so.
  }
}

function overview(next: Overview): void {
  remember(next.apps);
  batch(() => {
    apps.value = next.apps;
    stats.value = next.stats;
    taken.value = Date.parse(next.time);
    fresh.value = Date.now();
  });
}

function happened(event: Event): void {
  const known = events.peek();
  if (known[0] && event.id <= known[0].id) events.value = []; // the server began anew
  events.value = [event, ...events.peek()].slice(0, keptEvents);
  clearTimeout(timer);
  timer = window.setTimeout(() => void refresh(), settle);
}

function became(state: StreamState): void {
  link.value = state;
  if (state.is !== "open" || session.peek() !== null) return;
  api.session().then(
    (s) => (session.value = s),
    () => {}, // asked again when the stream is open the next time
  );
}
