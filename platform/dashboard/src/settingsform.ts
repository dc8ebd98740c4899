import type { App, Settings } from "./messages.ts";

/** The settings that a form holds; an empty field is left out. */
export function read(form: HTMLFormElement): Settings {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const number = (name: string) => (text(name) === "" ? undefined : Number(text(name)));
  return present({
    workers: number("workers"),
    port: number("port"),
    protocol: text("protocol") || undefined,
    httpsPort: number("httpsPort"),
    hosts: words(text("hosts")),
    path: text("path"),
    stripPath: data.has("stripPath"),
    idleStop: text("idleStop"),
    requests: number("requests"),
    maxMemory: text("maxMemory") || undefined,
  });
}

/** What of the settings is another value than the app has. */
export function changes(wanted: Settings, app: App): Settings {
  const has: Record<string, unknown> = { ...app, hosts: ownHosts(app) };
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => String(value) !== String(has[key] ?? ""))) as Settings;
}

/** The hosts beside the default one, which the server adds by itself. */
export function ownHosts(app: App): string[] {
  return app.hosts.filter((h) => h !== app.name + ".localhost");
}

/** Words between commas or spaces. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function present(settings: { [K in keyof Settings]: Settings[K] | string | undefined }): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, v]) => v !== undefined)) as Settings;
}
