// Which workers there are, which of them run a request, and who waits for one.
import { Queue } from "./queue";
import type { Settings } from "./settings";

export interface Worker {
  id: string;
  socket: string;
  /** The specification's map socket → inflight(0|1), kept with the socket. */
  inflight: 0 | 1;
}

interface Waiter {
  give: (worker: Worker | undefined) => void;
  until: number;
}

export type Turned = "full" | "timeout";

export class Pool {
  private workers = new Map<string, Worker>();
  private idle = new Queue<Worker>(); // taken in turn: round-robin
  private waiting = new Queue<Waiter>();

  constructor(private settings: Settings) {
    // One timer for the whole queue: its head is always the first to expire.
    setInterval(() => this.expire(), 10).unref();
  }

  get size(): number {
    return this.workers.size;
  }

  join(id: string, socket: string): void {
    const worker: Worker = { id, socket, inflight: 1 };
    this.workers.set(id, worker);
    this.release(worker);
  }

  drop(id: string): void {
    this.workers.delete(id);
  }

  /** An idle worker at once, or a promise of one; or why there is none. */
  acquire(): Worker | Turned | Promise<Worker | Turned> {
    for (let worker; (worker = this.idle.shift()); ) {
      if (this.workers.get(worker.id) !== worker) continue; // dropped since
      worker.inflight = 1;
      return worker;
    }
    if (this.waiting.length >= this.settings.maxQueue) return "full";
    return new Promise((resolve) => {
      const give = (worker: Worker | undefined) => resolve(worker ?? "timeout");
      this.waiting.push({ give, until: performance.now() + this.settings.queueTimeoutMs });
    });
  }

  /** Hands the worker to whoever has waited longest. */
  release(worker: Worker): void {
    if (this.workers.get(worker.id) !== worker) return;
    const waiter = this.waiting.shift();
    if (waiter) return waiter.give(worker);
    worker.inflight = 0;
    this.idle.push(worker);
  }

  private expire(): void {
    const now = performance.now();
    for (let waiter; (waiter = this.waiting.peek()) && waiter.until <= now; ) {
      this.waiting.shift();
      waiter.give(undefined);
    }
  }
}
