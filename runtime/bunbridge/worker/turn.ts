// One request at a time: the worker's half of the promise "one in flight".
import type { Server } from "bun";
import type { App } from "./adopt";
import type { Contract } from "./contract";
import { errorResponse } from "./errorpage";
import type { Loader } from "./loader";
import type { Reloader } from "./reloader";

export type Answer = Response | undefined;
type Handler = (request: Request, server: Server<unknown>) => Answer | Promise<Answer>;

export class Turn {
  private busy = false;
  private draining = false;
  private upgraded = false;

  /** Promises given to ctx.waitUntil and not settled. */
  background = 0;

  // The handler's third argument, as Workers have it.
  private context = {
    waitUntil: (work: unknown): void => {
      this.background++;
      Promise.resolve(work)
        .catch((error) => console.error("ctx.waitUntil:", error))
        .finally(() => this.background--);
    },
    passThroughOnException(): void {},
    props: {},
  };

  constructor(private contract: Contract, private loader: Loader, private reloader: Reloader<App>) {}

  /** The handler for Bun.serve. */
  handler(): Handler {
    return this.contract.hotReload === "module" ? this.takeReloading : this.take;
  }

  /** From now on requests are told to go elsewhere. */
  drain(): void {
    this.draining = true;
  }

  /** To be told of every upgrade: only then may a handler return nothing. */
  noteUpgrade(): void {
    this.upgraded = true;
  }

  // A synchronous handler is answered synchronously: no promise, no closure.
  private take = (request: Request, server: Server<unknown>): Answer | Promise<Answer> => {
    if (this.busy || this.draining) return this.elsewhere();
    this.busy = true;
    return this.run(this.reloader.app!, request, server);
  };

  private takeReloading = (request: Request, server: Server<unknown>): Answer | Promise<Answer> => {
    if (this.busy || this.draining) return this.elsewhere();
    this.busy = true;
    try {
      const app = this.reloader.getHandler();
      if (!(app instanceof Promise)) return this.run(app, request, server);
      return app.then(
        (loaded) => this.run(loaded, request, server),
        (error) => this.unloaded(error, request),
      );
    } catch (error) {
      return this.unloaded(error, request);
    }
  };

  private unloaded(error: unknown, request: Request): Response {
    this.busy = false;
    return errorResponse(error, request, "The app does not load", this.contract.dev);
  }

  private run(app: App, request: Request, server: Server<unknown>): Answer | Promise<Answer> {
    this.upgraded = false;
    try {
      const answer = app.handle(request, server, this.context);
      if (answer instanceof Response) {
        this.busy = false;
        return answer;
      }
      if (typeof (answer as any)?.then !== "function") return this.finish(answer, request);
      return Promise.resolve(answer).then( // also what is no promise and only has a then
        (response) => {
          this.loader.handlerDone();
          return this.finish(response, request);
        },
        (error) => {
          this.loader.handlerDone();
          return this.failed(error, request);
        },
      );
    } catch (error) {
      return this.failed(error, request);
    }
  }

  private finish(answer: unknown, request: Request): Answer {
    if (answer instanceof Response || (answer === undefined && this.upgraded)) {
      this.busy = false;
      return answer;
    }
    const plain = plainAnswer(answer);
    if (plain === undefined) {
      const got = answer === undefined ? "nothing" : Bun.inspect(answer, { depth: 0 });
      return this.failed(new TypeError(`the handler returned ${got}, not a Response`), request);
    }
    this.busy = false;
    return plain;
  }

  private failed(error: unknown, request: Request): Response {
    this.busy = false;
    console.error(`${request.method} ${new URL(request.url).pathname}:`, error);
    return errorResponse(error, request, "The handler failed", this.contract.dev);
  }

  private elsewhere(): Response {
    const reason = this.draining ? "Draining" : "Busy";
    return new Response(null, { status: 503, headers: { [`Rip-Worker-${reason}`]: "1" } });
  }
}

// A string is text, an object is JSON; nothing else is an answer.
function plainAnswer(answer: unknown): Response | undefined {
  if (typeof answer === "string") return new Response(answer);
  if (typeof answer === "object" && answer !== null) return Response.json(answer);
  return undefined;
}
