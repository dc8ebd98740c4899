import { signal } from "@preact/signals";

export const base = "/platform";

export const tabs = ["overview", "logs", "events", "versions", "settings"] as const;
export type Tab = (typeof tabs)[number];

export type Route =
  | { page: "apps" }
  | { page: "deploy"; update: string }
  | { page: "events" }
  | { page: "tokens" }
  | { page: "app"; name: string; tab: Tab }
  | { page: "missing" };

/** Where the page is. */
export const route = signal<Route>(parse(location.pathname, location.search));

/** The place that an address names. The server sends this page for all of them. */
export function parse(path: string, query = ""): Route {
  const parts = path.replace(base, "").split("/").filter(Boolean).map(decoded);
  const [first, name, tab = "overview", more] = parts;
  if (first === undefined) return { page: "apps" };
  if ((first === "events" || first === "tokens") && !name) return { page: first };
  if (first === "deploy" && !name) return { page: "deploy", update: new URLSearchParams(query).get("update") ?? "" };
  const known = tabs.find((t) => t === tab);
  if (first === "apps" && name && known && !more) return { page: "app", name, tab: known };
  return { page: "missing" };
}

/** A part of a path; what is no encoding stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of an app's page. */
export function toApp(name: string, tab: Tab = "overview"): string {
  return `${base}/apps/${encodeURIComponent(name)}` + (tab === "overview" ? "" : "/" + tab);
}

/** Goes to a place of this page without loading it again. */
export function go(address: string): void {
  history.pushState(null, "", address);
  arrive();
}

/** Makes links and the back button change the route. */
export function start(): void {
  window.addEventListener("popstate", arrive);
  document.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element).closest("a");
    if (!a || a.target || a.hasAttribute("download") || a.origin !== location.origin || a.hash) return;
    if (a.pathname !== base && !a.pathname.startsWith(base + "/")) return;
    e.preventDefault();
    go(a.pathname + a.search);
  });
}

/** A new place is read from its top, and the keyboard starts there too. */
function arrive(): void {
  const before = route.peek();
  route.value = parse(location.pathname, location.search);
  const after = route.peek();
  if (before.page === "app" && after.page === "app" && before.name === after.name) return;
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}
