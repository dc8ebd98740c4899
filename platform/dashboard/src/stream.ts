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

/** Stream reads an event stream until close, again and again: what breaks is
 * opened anew with growing pauses, from the last id seen on. It uses fetch, as
 * EventSource tells no status and gives up on the first error answer. */
export class Stream {
  private abort = new AbortController();
  private lastId = "";
  private failures = 0;
  private timer: number | undefined;
  private state: StreamState = { is: "closed" };

  constructor(
    private readonly url: string,
    private readonly onMessage: (m: Message) => void,
    private readonly onState: (s: StreamState) => void = () => {},
  ) {}

  /** Opens the stream. Does nothing to one that is open or on its way. */
  open(): void {
    if (this.state.is === "connecting" || this.state.is === "open") return;
    clearTimeout(this.timer);
    this.abort = new AbortController();
    void this.read(this.abort);
  }

  /** Ends the stream; open goes on from where it was. */
  close(): void {
    clearTimeout(this.timer);
    this.abort.abort();
    this.become({ is: "closed" });
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
    this.timer = window.setTimeout(() => this.open(), delay);
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

  private become(state: StreamState): void {
    this.state = state;
    this.onState(state);
  }
}
