import { ApiError } from "./api.ts";
import type { App, Settings } from "./messages.ts";

/** The settings that a form holds. Fields that are empty or not there are left
 * out, except those where empty means none. */
export function read(form: HTMLFormElement): Settings {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const number = (name: string) => (text(name) === "" ? undefined : Number(text(name)));
  const environ = pairs("environ", text("environ"));
  return present({
    workers: number("workers"),
    protocol: text("protocol") || undefined,
    port: number("port"),
    httpsPort: number("httpsPort"),
    hosts: words(text("hosts")),
    path: text("path"),
    stripPath: data.has("stripPath"),
    idleStop: text("idleStop"),
    settings: data.has("settings") ? pairs("settings", text("settings")) : undefined,
    environ: Object.keys(environ).length > 0 ? environ : undefined,
  });
}

/** What of the settings is another value than the app has. */
export function changes(wanted: Settings, app: App): Settings {
  const has: Record<string, unknown> = { ...app, environ: undefined };
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => canonical(value) !== canonical(has[key]))) as Settings;
}

/** Words between commas or spaces. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Lines of NAME=value, for the field named. Empty lines are passed over. */
export function pairs(field: string, text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split("\n").map((l) => l.trim())) {
    const at = line.indexOf("=");
    if (line === "") continue;
    if (at <= 0) throw new ApiError(0, `“${line}” is not NAME=value.`, field);
    found[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return found;
}

/** The lines that pairs reads. */
export function lines(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

function canonical(value: unknown): string {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return JSON.stringify(Object.entries(value).sort());
  return JSON.stringify(value ?? null);
}

function present(settings: { [K in keyof Settings]: Settings[K] | string | undefined }): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, v]) => v !== undefined)) as Settings;
}
