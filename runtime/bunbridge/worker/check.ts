// Looks for errors in the app's source before any of it is run, so that a
// half-saved edit has no side effects. Bun.build also finds all errors at
// once, with their places, and lists the app's files; its output is dropped.
import { resolve } from "node:path";
import { fileOf, type Rip } from "./rip";

export interface Checked {
  /** Absolute paths of the app's own modules. */
  files: string[];
  errors: unknown[];
}

export async function check(entry: string, rip: Rip): Promise<Checked> {
  const ofRip: any[] = [];
  const result = await Bun.build({
    entrypoints: [entry],
    target: "bun",
    packages: "external",
    throw: false,
    metafile: true,
    plugins: [rip.buildPlugin((error) => ofRip.push(error))],
  });
  const inputs = Object.keys((result as any).metafile?.inputs ?? {});
  return {
    files: inputs.map((file) => fileOf(resolve(file))),
    errors: [...ofRip, ...result.logs.filter((log) => isFatal(log) && !ofRip.some((e) => e.message === log.message))],
  };
}

// Only what is sure to fail when the module is evaluated too: an optional
// require, or a page's missing script, is not.
function isFatal(log: any): boolean {
  if (log.level !== "error" || /\.(html|css)$/.test(log.position?.file ?? "")) return false;
  return log.name !== "ResolveMessage" || log.importKind === "import-statement";
}
