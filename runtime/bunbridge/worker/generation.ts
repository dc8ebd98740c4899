// Makes bun evaluate the app's modules again. Modules that were evaluated can
// be deleted from require.cache. But after a failed load bun 1.4.5 keeps those
// that it had read and not yet evaluated, under their path, and nothing takes
// them out: the next load would get their old text. So each failed load starts
// a new generation, whose modules are known as path?g=N from then on (with a
// query of the app's own, as path?query&g=N).
import { readFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { isApi } from "./api";
import { fileOf, type Rip } from "./rip";

const marked = /[?&]g=(\d+)$/;
const loaders = { ".ts": "ts", ".mts": "ts", ".tsx": "tsx", ".js": "jsx", ".mjs": "jsx", ".jsx": "jsx", ".rip": "js" } as const;

type Syntax = (typeof loaders)[keyof typeof loaders];

// What a module of a later generation imports by a name that it computes.
const computed = Symbol.for("rip-server.computed");

export class Generations {
  private current = 0;
  private seen = new Set<string>();

  /** isLocal says whether a path is the app's own. */
  constructor(private isLocal: (path: string) => boolean, rip: Rip) {
    (globalThis as any)[computed] = (specifier: unknown, importer: string, generation: string) =>
      typeof specifier === "string" && this.markable(specifier, importer) ? withMark(specifier, generation) : specifier;
    // Generation 0 is not touched: bun reads those modules itself.
    Bun.plugin({
      name: "rip-generations",
      setup: (build) => {
        const filter = /\.(m?[jt]sx?|rip)\?(.*&)?g=\d+$/;
        build.onLoad({ filter }, ({ path }) => {
          const file = fileOf(path);
          const loader = loaders[extname(file) as ".ts"];
          const load = (source: string) => ({ contents: this.mark(source, loader, file, path.match(marked)![1]!), loader });
          return file.endsWith(".rip") ? rip.load(file).then(load) : load(readFileSync(file, "utf8"));
        });
      },
    });
  }

  name(entry: string): string {
    return this.current === 0 || isCommonJS(entry) ? entry : `${entry}?g=${this.current}`;
  }

  /** To be called after a load that failed. */
  abandon(): void {
    this.current++;
  }

  /** The app's files that were evaluated since the last call, or since
   * forget(). Called for every request, hence the count first, and the set: it
   * asks once per module. (for…in over the cache costs twice Object.keys.) */
  appeared(): string[] {
    const files: string[] = [];
    const keys = Object.keys(require.cache);
    if (keys.length === this.seen.size) return files;
    for (const key of keys) {
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      if (this.isLocal(fileOf(key))) files.push(fileOf(key));
    }
    return files;
  }

  /** Forgets the app's modules, so that they are evaluated when next imported. */
  forget(): void {
    this.seen.clear();
    for (const key of Object.keys(require.cache)) {
      if (this.isLocal(fileOf(key)) || isApi(key)) delete require.cache[key];
    }
  }

  // The source of file, its imports of the app's own modules marked. Lines stay.
  // A string that reads like an import is changed with them, in dev only, and
  // only after a load that failed.
  private mark(source: string, loader: Syntax, file: string, generation: string): string {
    const scanner = new Bun.Transpiler({ loader });
    const own = new Set(scanner.scanImports(source).map((i) => i.path).filter((path) => this.markable(path, file)));
    const computes = `((name, options) => import(globalThis[Symbol.for("${computed.description}")](name, ${JSON.stringify(file)}, "${generation}"), options))(`;
    return source
      .replace(/(\b(?:from|import)\s*\(?\s*(["']))([^"'\n]+)(?=\2)/g, (_whole, head, _quote, specifier) =>
        head + (own.has(specifier) ? withMark(specifier, generation) : specifier),
      )
      .replace(/(?<![.\w])import\s*\((?!\s*["'])/g, () => computes);
  }

  private markable(specifier: string, importer: string): boolean {
    if (!/^[./]/.test(specifier)) return false;
    try {
      const path = Bun.resolveSync(specifier, dirname(importer));
      return this.isLocal(path) && !isCommonJS(path);
    } catch {
      return false; // bun's own error for the import says it better
    }
  }
}

function withMark(specifier: string, generation: string): string {
  return `${specifier}${specifier.includes("?") ? "&" : "?"}g=${generation}`;
}

// bun takes what a plugin loads for an ES module, so CommonJS stays unmarked.
function isCommonJS(path: string): boolean {
  const file = fileOf(path);
  if (/\.c[jt]s$/.test(file)) return true;
  if (!/\.[jt]sx?$/.test(file)) return false;
  const source = readFileSync(file, "utf8");
  return /\b(module\.exports|exports\.\w+)\b/.test(source) && !/^\s*(import|export)\b/m.test(source);
}
