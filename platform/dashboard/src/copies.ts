import type { App } from "./messages.ts";

/** Whether what runs of an app is a copy of its directory. */
export function keepsCode(app: App | undefined): boolean {
  return app?.versions.some((v) => v.current && v.copied) ?? false;
}
