// A folder of files.
import type { Context } from "../context";
import type { Middleware } from "../chain";
import { decoded } from "../path";
import { send } from "../send";

export interface ServeOptions {
  /** The folder, from the app's own. */
  dir?: string;
  /** Where in the site it is: "/static". */
  app?: string;
  /** What stands for a folder. */
  index?: string;
  /** For how long clients need not ask again: seconds or '1 day'; otherwise they ask each time. */
  cache?: number | string | false;
}

/** Answers GET and HEAD with a file, when there is one; everything else goes
 * on. Files and folders that begin with a dot are not served. */
export function serve({ dir = "public", app = "", index = "index.html", cache }: ServeOptions = {}): Middleware {
  const base = app.replace(/\/+$/, "");
  return async function (this: Context, request: Request, next) {
    const path = this.req.path;
    if (!/^(GET|HEAD)$/.test(request.method) || !(path === base || path.startsWith(base + "/"))) return next();
    const name = decoded(path.slice(base.length + 1));
    if (/(^|[/\\])\./.test(name)) return next();
    for (const file of name === "" ? [index] : [name, `${name}/${index}`]) {
      try {
        return send(this, file, { root: dir, cache });
      } catch (error: any) {
        if (error.status !== 404) throw error;
      }
    }
    return next();
  };
}
