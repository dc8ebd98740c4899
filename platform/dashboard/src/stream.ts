import { Parser, type Message } from "./sseparser.ts";
import { signedOut } from "./session.ts";

/** What a Stream is doing. waiting: the last try failed, the next is at `until`. */
export type StreamState =
  | { is: "connecting" }
  | { is: "open" }
  | { is: "waiting"; until: number; why: string }
  | { is: "closed" };

/** quiet is how long a stream may say nothing. The server sends a comment every
 * 15 s: a laptop that slept finds its connections dead, but not closed. */
const quiet = 40_000;
const firstDelay = 500;
const longestDelay = 10_000;
/** restAfter: a page in a background tab gives its connections back after a
 * while. A browser has six per host for HTTP/1.1; forgotten tabs would take all. */
const restAfter = 10_000;

/** Stream reads an event stream until close, again and again: what breaks is
 * opened anew with growing pauses, from the last id seen on. It uses fetch, as
 * EventSource tells no status and gives up on the first error answer. */
export class Stream {
  private abort = new AbortController();
  private listening = new AbortController();
  private lastId = "";
  private failures = 0;
  private timer: number | undefined;
  private state: StreamState = { is: "closed" };

  constructor(
    private readonly url: string,
    private readonly onMessage: (m: Message) => void,
    private readonly onState: (s: StreamState) => void = () => {},
  ) {}

  /** Opens the stream, which rests while nobody can see the page. */
  open(): void {
    this.listening.abort();
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.later(() => this.rest(), restAfter) : this.connect()), { signal });
    // A page that the browser keeps for the back button keeps its connections too.
    window.addEventListener("pagehide", () => this.rest(), { signal });
    window.addEventListener("pageshow", () => this.connect(), { signal });
    window.addEventListener("online", () => this.connect(), { signal });
    this.connect();
  }

  /** Connects now, instead of at the end of the pause. */
  connect(): void {
    clearTimeout(this.timer);
    if (this.state.is === "connecting" || this.state.is === "open") return;
    this.abort = new AbortController();
    void this.read(this.abort);
  }

  /** Ends the stream. */
  close(): void {
    this.listening.abort();
    this.rest();
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.become({ is: "closed" });
    this.abort.abort();
  }

  private async read(abort: AbortController): Promise<void> {
    this.become({ is: "connecting" });
    let why = "the connection ended";
    try {
      await this.consume(abort);
    } catch (e) {
      why = e instanceof Error ? e.message : String(e);
    }
    if (this.abort !== abort || this.state.is === "closed") return;
    abort.abort();
    if (signedOut.value) return this.become({ is: "closed" });
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.failures++) * (0.75 + Math.random() / 2);
    this.become({ is: "waiting", until: Date.now() + delay, why });
    this.later(() => this.connect(), delay);
  }

  private async consume(abort: AbortController): Promise<void> {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (this.lastId) headers["last-event-id"] = this.lastId;
    const response = await fetch(this.url, { headers, signal: abort.signal, cache: "no-store" });
    if (response.status === 401) signedOut.value = true;
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    this.become({ is: "open" });
    const parser = new Parser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const watchdog = window.setTimeout(() => abort.abort(new Error("nothing was heard for a while")), quiet);
      const { done, value } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) return;
      this.failures = 0;
      for (const message of parser.feed(value)) {
        if (message.id) this.lastId = message.id;
        this.onMessage(message);
      }
    }
  }

  private later(then: () => void, delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(then, delay);
  }

  private become(state: StreamState): void {
    this.state = state;
    this.onState(state);
  }
}
