// Makes bun evaluate the app's modules again. Modules that were evaluated can
// be deleted from require.cache. But after a failed load bun 1.4.5 keeps those
// that it had read and not yet evaluated, under their path, and nothing takes
// them out: the next load would get their old text. So each failed load starts
// a new generation, whose modules are known as path?g=N from then on.
import { readFileSync } from "node:fs";
import { dirname, extname } from "node:path";

const marked = /\?g=(\d+)$/;
const loaders = { ".ts": "ts", ".mts": "ts", ".tsx": "tsx", ".js": "jsx", ".mjs": "jsx", ".jsx": "jsx" } as const;

/** path without a generation mark. */
export function unmarked(path: string): string {
  return path.replace(marked, "");
}

export class Generations {
  private current = 0;
  private seen = new Set<string>();

  /** isLocal says whether a path is the app's own. */
  constructor(private isLocal: (path: string) => boolean) {
    // Generation 0 is not touched: bun reads those modules itself.
    Bun.plugin({
      name: "rip-generations",
      setup: (build) => {
        build.onLoad({ filter: /\.m?[jt]sx?\?g=\d+$/ }, ({ path }) => {
          const file = unmarked(path);
          return { contents: this.mark(file, path.match(marked)![1]!), loader: loaders[extname(file) as ".ts"] };
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
      if (this.isLocal(unmarked(key))) files.push(unmarked(key));
    }
    return files;
  }

  /** Forgets the app's modules, so that they are evaluated when next imported. */
  forget(): void {
    this.seen.clear();
    for (const key of Object.keys(require.cache)) {
      if (this.isLocal(unmarked(key))) delete require.cache[key];
    }
  }

  // The source of file, its imports of the app's own modules marked. Lines stay.
  private mark(file: string, generation: string): string {
    const source = readFileSync(file, "utf8");
    const scanner = new Bun.Transpiler({ loader: loaders[extname(file) as ".ts"] });
    const own = new Set(scanner.scanImports(source).map((i) => i.path).filter((path) => this.markable(path, file)));
    return source.replace(/(\b(?:from|import)\s*\(?\s*(["']))([^"'\n]+)(?=\2)/g, (whole, _head, _quote, specifier) =>
      own.has(specifier) ? `${whole}?g=${generation}` : whole,
    );
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

// bun takes what a plugin loads for an ES module, so CommonJS stays unmarked.
function isCommonJS(path: string): boolean {
  if (/\.c[jt]s$/.test(path)) return true;
  if (!/\.[jt]sx?$/.test(path)) return false;
  const source = readFileSync(path, "utf8");
  return /\b(module\.exports|exports\.\w+)\b/.test(source) && !/^\s*(import|export)\b/m.test(source);
}
