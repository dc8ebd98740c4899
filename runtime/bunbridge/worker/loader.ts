// Loads the app, and loads it again when its files changed: the reloader of
// the design's "Module reload". No file watchers; whoever wants the app asks
// refresh() first.
import { load, type App } from "./app";
import { check } from "./check";
import type { Contract } from "./contract";
import { Generations } from "./generation";
import type { Rip } from "./rip";
import { Stamps } from "./stamps";

// A load whose files did not change may succeed all the same (a database that
// is up by now), so it is tried again, but not for each of a page's requests.
const retryUnchanged = 1000;
// Saves that keep coming while the app is loaded: enough is enough.
const rounds = 3;
// Looking for modules that appeared costs as much as all stats together (20 µs
// beside a handler of 5 µs, bun 1.4.5). A handler imports when it is async, and
// then it is looked each time; one that is not can only require(), and nobody
// edits a file this soon after it was first required.
const lookEvery = 100;

export class Loader {
  app?: App;
  /** Why the files as they are now do not load. */
  failure?: unknown;

  private lookedAt = 0;
  private stamps = new Stamps();
  private generations: Generations;
  private checkFailed = false;
  private failedAt = 0;
  private printed = "";

  constructor(private contract: Contract, private rip: Rip) {
    const base = process.cwd() + "/";
    this.generations = new Generations((path) => {
      if (path.startsWith(import.meta.dir + "/")) return false; // the worker itself
      const inside = path.startsWith(base) ? path.slice(base.length - 1) : path;
      return path.startsWith("/") && !inside.includes("/node_modules/");
    }, rip);
    if (contract.hotReload !== "module") return;
    rip.watch = (file) => {
      if (!this.stamps.has(file)) this.stamps.add(file);
    };
  }

  /** Loads the app for the first and only time; throws why it cannot. */
  async once(): Promise<App> {
    this.app = await load(this.contract.entry, this.contract.entry);
    return this.app;
  }

  /** Brings the app up to date with its files. Undefined when it is already,
   * which is nearly always: the request then goes on without waiting. */
  refresh(): Promise<void> | undefined {
    return this.isCurrent() ? undefined : this.reload();
  }

  /** To be called when an async handler is done: it may have imported modules,
   * which may be edited from now on. */
  handlerDone(): void {
    if (this.contract.hotReload === "module") this.watchAppeared();
  }

  private isCurrent(): boolean {
    if (this.failure === undefined) {
      if (Date.now() - this.lookedAt >= lookEvery) this.watchAppeared();
      return this.app !== undefined && !this.stamps.changed();
    }
    // What the check misses is not known, so a file to come cannot be watched for.
    if (this.checkFailed || this.stamps.changed()) return false;
    return this.contract.keepLastGood || Date.now() - this.failedAt < retryUnchanged;
  }

  // Modules that a handler imported since (a router by file names, say).
  private watchAppeared(): void {
    this.lookedAt = Date.now();
    for (const file of this.generations.appeared()) {
      if (!this.stamps.has(file)) this.stamps.add(file);
    }
  }

  private async reload(): Promise<void> {
    if (this.rip.failed) {
      // A handler's import failed, which bun would remember.
      this.rip.failed = false;
      this.generations.abandon();
    }
    for (let round = 0; round < rounds; round++) {
      const { files, errors } = await check(this.contract.entry, this.rip).catch((error) => ({ files: [], errors: [error] }));
      if (errors.length > 0) return this.fail(errors.length === 1 ? errors[0] : new AggregateError(errors), true);
      this.stamps = new Stamps([this.contract.entry, ...files]);
      this.generations.forget();
      try {
        this.app = await load(this.generations.name(this.contract.entry), this.contract.entry);
        this.failure = undefined;
        this.printed = "";
      } catch (error) {
        this.generations.forget();
        this.generations.abandon();
        this.fail(error, false);
      }
      this.watchAppeared();
      if (!this.stamps.changed()) return;
    }
  }

  private fail(error: unknown, inCheck: boolean): void {
    this.failure = error ?? new Error(`the app threw ${error} while it was loaded`);
    this.checkFailed = inCheck;
    this.failedAt = Date.now();
    const text = Bun.inspect(error);
    if (text !== this.printed) console.error(text);
    this.printed = text;
  }
}
