// Module reload (spec v0.2, "Worker" and "Dev/Prod Behavior"): before it takes a
// request, a worker asks getHandler() for the app as its files are now. What a
// changed file means is the module system's to know; this is the rest. The
// embedded runtime does the same in runtime/rip/worker/app.go, where each version
// has a VM of its own and no JavaScript is left to ask.

/** What evaluates an app. */
export interface Modules<App> {
  /** Whether there is something else to load than what was loaded last. It is
   * asked for every request. */
  changed(): boolean;
  /** Evaluates the app as its files are now; throws why it cannot. */
  load(): Promise<App>;
}

// A load whose files did not change may succeed all the same (a database that
// is up by now), so it is tried again, but not for each of a page's requests.
const retryUnchanged = 1000;
// Saves that keep coming while the app is loaded: enough is enough.
const rounds = 3;

export class Reloader<App> {
  /** What serves: the last that was loaded well. */
  app?: App;

  private failure?: { error: unknown; at: number };

  /** While an edit is broken, getHandler throws what is wrong with it, or with
   * keepLastGood goes on with what serves. report is told of each failure. */
  constructor(private modules: Modules<App>, private keepLastGood: boolean, private report: (error: unknown) => void) {}

  /** The app as its files are now. A promise only when they have changed: nearly
   * all requests go on without waiting. To be called by one at a time. */
  getHandler(): App | Promise<App> {
    return this.isCurrent() ? this.serving() : this.reload();
  }

  private isCurrent(): boolean {
    if (this.app === undefined && this.failure === undefined) return false;
    if (this.modules.changed()) return false;
    return this.failure === undefined || this.keepLastGood || Date.now() - this.failure.at < retryUnchanged;
  }

  private serving(): App {
    if (this.failure === undefined || (this.keepLastGood && this.app !== undefined)) return this.app!;
    throw this.failure.error;
  }

  // The swap is one assignment: a request sees the old app or the new one whole.
  private async reload(): Promise<App> {
    try {
      for (let round = 0; round < rounds; round++) {
        this.app = await this.modules.load();
        this.failure = undefined;
        if (!this.modules.changed()) break;
      }
    } catch (error) {
      this.failure = { error, at: Date.now() };
      this.report(error);
    }
    return this.serving();
  }
}
