// JSON as a page, for people who open an API in a browser.
import type { Context } from "../context";
import type { Middleware } from "../chain";

/** As it is used: `use htmlJson` or `use htmlJson()`. */
export const htmlJson = function (this: Context | undefined, request?: Request, next?: () => Promise<Response>): any {
  return request === undefined || next === undefined ? shown : shown(request, next);
} as Middleware & (() => Middleware);

async function shown(request: Request, next: () => Promise<Response>): Promise<Response> {
  const response = await next();
  const isJSON = /^application\/json/i.test(response.headers.get("content-type") ?? "");
  const asked = request.headers.get("sec-fetch-dest") === "document" || /^text\/html/.test(request.headers.get("accept") ?? "");
  if (!isJSON || !asked || response.body === null) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.set("Content-Type", "text/html; charset=UTF-8");
  headers.delete("Content-Length");
  headers.append("Vary", "Accept");
  return new Response(page(indented(text)), { status: response.status, headers });
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function page(json: string): string {
  const escaped = json.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const coloured = escaped.replace(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d[\d.eE+-]*/g, (whole, text, colon, word) => {
    if (colon !== undefined) return `<b>${text}</b>${colon}`;
    return `<i class="${text !== undefined ? "s" : word !== undefined ? "w" : "n"}">${whole}</i>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>JSON</title>
<style>
:root { color-scheme: light dark }
body { margin: 1.5rem; font: 14px/1.6 ui-monospace, Menlo, monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
b { color: light-dark(#1d4ed8, #93c5fd); font-weight: 500 } i { font-style: normal }
.s { color: light-dark(#166534, #86efac) } .n { color: light-dark(#9a3412, #fdba74) } .w { color: light-dark(#6b21a8, #d8b4fe) }
</style>
<pre>${coloured}</pre>
</html>
`;
}
