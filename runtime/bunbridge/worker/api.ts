// @rip/api and its other names, from the server's own program: api.js beside
// this file. A package of that name that the app has installed is left alone.
import type { BunPlugin } from "bun";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

// All names lead to this module, so that they share its state.
const core = "rip:api";

// As Packages in api/api.go has them.
const packages: Record<string, string[]> = {
  "@rip/api": ["@rip/api", "@rip/api/middleware"],
  "@rip-lang/server": ["@rip-lang/server", "@rip-lang/server/middleware"],
  "@rip-lang/api": ["@rip-lang/api", "@rip-lang/api/middleware"],
  rip: ["rip/sites", "rip/sites/middleware"],
};

const names = new Set([core, ...Object.values(packages).flat()]);

/** Whether a module is of the API. Its state is the app's routes: an app that
 * is evaluated again needs it anew. */
export function isApi(module: string): boolean {
  return names.has(module);
}

/** Provides the API to an app in dir. */
export function apiPlugin(dir: string): BunPlugin {
  const contents = (text: string) => () => ({ contents: text, loader: "js" as const });
  return {
    name: "rip-api",
    setup: (build) => {
      build.module(core, () => contents(readFileSync(join(import.meta.dir, "api.js"), "utf8"))());
      for (const [name, specifiers] of Object.entries(packages)) {
        if (isInstalled(name, dir)) continue;
        for (const specifier of specifiers) build.module(specifier, contents(`export * from ${JSON.stringify(core)};`));
      }
    },
  };
}

function isInstalled(name: string, dir: string): boolean {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", name, "package.json"))) return true;
    if (at === dirname(at)) return false;
  }
}
