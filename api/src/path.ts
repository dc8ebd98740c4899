// Paths of requests.
import { natives } from "./natives";

/** The path of an absolute URL: without slashes that are doubled or at its
 * end, and without dots that lead elsewhere. */
export const pathOf = natives.pathOf ?? ((url: string): string => {
  const from = url.indexOf("/", url.indexOf("://") + 3);
  if (from < 0) return "/";
  const query = url.indexOf("?", from);
  return normal(query < 0 ? url.slice(from) : url.slice(from, query));
});

/** The query of an absolute URL, without its question mark. */
export const queryOf = natives.queryOf ?? ((url: string): string => {
  const query = url.indexOf("?");
  return query < 0 ? "" : url.slice(query + 1);
});

/** A path that begins with a slash, in its shortest form. */
export function normal(path: string): string {
  if (!longer.test(path)) return path; // nearly always, and one call is cheaper than three
  if (path.includes("//") || path.includes("/.")) path = resolved(path);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

const longer = /\/[./]|.\/$/;

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return "/" + parts.join("/");
}

/** Decodes percent-encoding; what is none is the client's mistake. */
export function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw Object.assign(new Error("malformed percent-encoding in path"), { status: 400 });
  }
}
