// The place where .rip modules come in. Their JavaScript comes from the
// server's own process, through the control socket, and each statement stays
// on its line, so that bun's stack traces are right.
import type { BunPlugin } from "bun";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";

// One request per connection, and the socket has 256 for all workers.
const mostAsked = 8;
// The compiler takes milliseconds; a machine may be busy.
const answerWithin = 10_000;

interface Mistake {
  path: string;
  line: number;
  column: number;
  message: string;
  /** The source line with carets, and the hint. */
  frame: string;
}

/** A Rip module that does not compile. As bun prints it (name, colon, message)
 * it reads like what `rip-server check` says. */
export class RipError extends SyntaxError {
  // Private, because bun would print them after the message.
  #file: string;
  #first: Mistake;

  constructor(file: string, mistakes: [Mistake, ...Mistake[]], more = 0) {
    const texts = mistakes.map((m, i) => (i === 0 ? "" : `${place(m)}: `) + `${m.message}\n\n${m.frame}`);
    if (more > 0) texts.push(`${mistakes[0].path}: … and ${more} more\n`);
    super(texts.join("\n"));
    this.#file = file;
    this.#first = mistakes[0];
    Object.defineProperty(this, "name", { value: place(mistakes[0]), enumerable: false });
  }

  get file(): string {
    return this.#file;
  }

  get first(): Mistake {
    return this.#first;
  }
}

const place = ({ path, line, column }: Mistake) => `${path}:${line}:${column}`;

/** The file of a module that may be known by a query, too. */
export function fileOf(module: string): string {
  return module.replace(/\?.*$/, "");
}

export class Rip {
  /** Told of every module that bun loads, before its file is read. */
  watch: (file: string) => void = () => {};
  /** A module that bun was to load did not compile. */
  failed = false;

  private known = new Map<string, { source: Buffer; code: string }>();
  private asked = 0;
  private waiting: (() => void)[] = [];

  /** control is the path of the control socket. */
  constructor(private control: string) {}

  /** Has bun load .rip modules. The filter sees paths with their query (spec
   * v0.2, "Bun plugin support"). */
  plugin(): BunPlugin {
    return {
      name: "rip",
      setup: (build) => {
        build.onLoad({ filter: /\.rip(\?.*)?$/ }, async ({ path }) => ({ contents: await this.load(fileOf(path)), loader: "js" }));
      },
    };
  }

  /** The same for Bun.build, which does not keep the errors of its plugins, and
   * takes a query for a part of the file's name. */
  buildPlugin(report: (error: unknown) => void): BunPlugin {
    return {
      name: "rip",
      setup: (build) => {
        build.onLoad({ filter: /\.rip$/ }, async ({ path }) => {
          const contents = await this.compile(path).catch((error) => {
            report(error);
            throw error;
          });
          return { contents, loader: "js" };
        });
        build.onResolve({ filter: /^[./].*\?/ }, ({ path, importer }) => {
          try {
            return { path: fileOf(Bun.resolveSync(path, dirname(importer))) };
          } catch {
            return undefined; // bun's own error says it better
          }
        });
      },
    };
  }

  /** compile for a module that bun is about to evaluate. */
  async load(file: string): Promise<string> {
    this.watch(file);
    try {
      return await this.compile(file);
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }

  /** The JavaScript of file; throws a RipError when it has mistakes. */
  async compile(file: string): Promise<string> {
    const source = readFileSync(file);
    const known = this.known.get(file);
    if (known?.source.equals(source)) return known.code;
    const code = await this.inTurn(() => this.ask(file, source));
    this.known.set(file, { source, code });
    return code;
  }

  private async ask(file: string, source: Buffer): Promise<string> {
    const inside = relative(process.cwd(), file);
    const shown = inside.startsWith("..") ? file : inside;
    const response = await fetch(`http://control/compile?path=${encodeURIComponent(shown)}`, {
      unix: this.control,
      method: "POST",
      body: source,
      signal: AbortSignal.timeout(answerWithin),
      keepalive: false,
    }).catch((error) => {
      throw new Error(`${shown} cannot be compiled: the server at ${this.control} does not answer (${error.message})`);
    });
    if (response.ok) return response.text();
    const answer: any = await response.json();
    if (!answer.mistakes) throw new Error(`${shown} cannot be compiled: ${answer.error}`);
    throw traceless(() => new RipError(file, answer.mistakes, answer.more));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.asked === mostAsked) await new Promise<void>((go) => this.waiting.push(go));
    else this.asked++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.asked--;
    }
  }
}

// Our own frames say nothing about the module, and bun would show our source.
function traceless(make: () => Error): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
