/** A whole HTML page around body. */
export function layout(title: string, body: string): Response {
  return new Response(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='M9 0 3 9h4l-1 7 7-10H8z' fill='%23e4572e'/></svg>">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>
<header><a class="brand" href="/">rip-server</a><nav><a href="/form">form</a><a href="/api/hello">json</a><a href="/worker">worker</a><a href="/status">status</a></nav></header>
<main>${body}</main>
<footer>This page is <code>apps/example</code>. Edit it, save, and reload: the change is there.</footer>
</body>
</html>`, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const styles = `
:root {
  --paper: #fbfaf8; --card: #fff; --ink: #22201d; --quiet: #6d675f; --line: #e6e1d9; --accent: #c8431c; --code: #f3efe9;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #171614; --card: #201e1c; --ink: #ece7e0; --quiet: #a29a8f; --line: #35312d; --accent: #ff8660; --code: #2a2724; }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, sans-serif }
header { display: flex; gap: 1.5rem; align-items: baseline; flex-wrap: wrap; padding: 1.5rem 0; border-bottom: 1px solid var(--line) }
nav { display: flex; gap: 1rem; flex-wrap: wrap }
.brand { font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none }
a { color: var(--accent); text-underline-offset: .2em }
h1 { font-size: clamp(2rem, 6vw, 3.25rem); line-height: 1.1; letter-spacing: -.03em; margin: 3rem 0 .75rem }
h2 { font-size: 1.05rem; margin: 0 0 .4rem }
p { margin: 0 0 .8rem; color: var(--quiet) }
.lead { font-size: 1.15rem; max-width: 40rem; margin-bottom: 2.5rem }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 1rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 }
main > .card { max-width: 32rem; margin: 3rem 0 }
.row { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center }
output { display: block; margin-top: .8rem; padding: .6rem .75rem; min-height: 2.75rem; max-height: 11rem; overflow: auto; border-radius: .5rem;
  background: var(--code); font: 13px/1.55 ui-monospace, Menlo, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
button { font: inherit; padding: .35rem .9rem; border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--paper); cursor: pointer }
button.plain { background: none; color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
label { display: block; margin-bottom: .9rem }
input, textarea { display: block; width: 100%; font: inherit; padding: .45rem .6rem; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem }
.row input { width: auto; flex: 1; min-width: 0 }
code { font: .9em ui-monospace, Menlo, monospace }
dt { color: var(--quiet); font-size: .9rem } dd { margin: 0 0 .8rem; white-space: pre-wrap; overflow-wrap: anywhere }
footer { margin: 3rem 0 2rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem }
`;
