// How an error is told to the client: a page for browsers, JSON for programs,
// and in production nothing but the fact.
import { describeFailure, type Failure } from "./failure";

export function errorResponse(error: unknown, request: Request, title: string, dev: boolean): Response {
  const init = { status: 500, headers: { "Cache-Control": "no-store" } };
  if (!dev) return new Response("Internal Server Error\n", init);
  const failure = describeFailure(error);
  if (!request.headers.get("accept")?.includes("text/html")) {
    return Response.json({ error: title, ...failure }, init);
  }
  return new Response(page(title, failure), {
    ...init,
    headers: { ...init.headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

function page(title: string, failure: Failure): string {
  const place = [failure.file, failure.line, failure.column].filter((part) => part !== undefined).join(":");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(failure.name)}: ${escape(failure.message)}</title>
<style>
:root { color-scheme: light dark; --accent: light-dark(#b3261e, #ff8a80); --soft: light-dark(#f6f2ee, #262320) }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem; font: 16px/1.55 system-ui, sans-serif;
  background: light-dark(#fff, #171614); color: light-dark(#22201d, #ece7e0) }
.kind { color: var(--accent); font-weight: 600; margin: 0 }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .25rem 0 1rem; overflow-wrap: anywhere; white-space: pre-wrap }
pre { background: var(--soft); border-radius: .5rem; padding: 1rem; overflow-x: auto; font: 13px/1.6 ui-monospace, Menlo, monospace }
.hint { opacity: .7; font-size: .9rem }
</style>
<p class="kind">${escape(title)}</p>
<h1>${escape(failure.name)}: ${escape(failure.message)}</h1>
${place ? `<p><code>${escape(place)}</code></p>` : ""}
${failure.excerpt ? `<pre>${escape(failure.excerpt)}</pre>` : ""}
${failure.stack ? `<pre>${escape(failure.stack)}</pre>` : ""}
<p class="hint">You see this page because the app runs in dev mode. Mend the file, save it, and reload.</p>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
