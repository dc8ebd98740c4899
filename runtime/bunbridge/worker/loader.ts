// What module reload is with bun's modules. No file watchers: reloader.ts asks
// before each request.
import type { App } from "./adopt";
import { load } from "./app";
import { check } from "./check";
import type { Contract } from "./contract";
import { Generations } from "./generation";
import type { Modules } from "./reloader";
import type { Rip } from "./rip";
import { Stamps } from "./stamps";

// Looking for modules that appeared costs as much as all stats together (20 µs
// beside a handler of 5 µs, bun 1.4.5). A handler imports when it is async, and
// then it is looked each time; one that is not can only require(), and nobody
// edits a file this soon after it was first required.
const lookEvery = 100;

export class Loader implements Modules<App> {
  private lookedAt = 0;
  private stamps = new Stamps();
  private generations: Generations;
  // What the check misses is not known, so a file to come cannot be watched for.
  private checkFailed = false;
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

  changed(): boolean {
    if (Date.now() - this.lookedAt >= lookEvery) this.watchAppeared();
    return this.checkFailed || this.stamps.changed();
  }

  /** Checks the app's files and evaluates them anew. */
  async load(): Promise<App> {
    if (this.rip.failed) {
      // A handler's import failed, which bun would remember.
      this.rip.failed = false;
      this.generations.abandon();
    }
    this.stamps = new Stamps([this.contract.entry, ...(await this.checked())]);
    this.generations.forget();
    try {
      const app = await load(this.generations.name(this.contract.entry), this.contract.entry);
      this.printed = "";
      return app;
    } catch (error) {
      this.generations.forget();
      this.generations.abandon();
      throw error ?? new Error(`the app threw ${error} while it was loaded`);
    } finally {
      this.watchAppeared();
    }
  }

  /** Loads the app for the first and only time. */
  once(): Promise<App> {
    return load(this.contract.entry, this.contract.entry);
  }

  /** To be called when an async handler is done: it may have imported modules,
   * which may be edited from now on. */
  handlerDone(): void {
    if (this.contract.hotReload === "module") this.watchAppeared();
  }

  /** Prints why the app does not load, once. */
  report(error: unknown): void {
    const text = Bun.inspect(error);
    if (text !== this.printed) console.error(text);
    this.printed = text;
  }

  // The app's files, when there is nothing wrong with them.
  private async checked(): Promise<string[]> {
    this.checkFailed = true;
    const { files, errors } = await check(this.contract.entry, this.rip);
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
    this.checkFailed = false;
    return files;
  }

  // Modules that a handler imported since (a router by file names, say).
  private watchAppeared(): void {
    this.lookedAt = Date.now();
    for (const file of this.generations.appeared()) {
      if (!this.stamps.has(file)) this.stamps.add(file);
    }
  }
}
