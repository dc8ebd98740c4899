import { createContext, Fragment, h } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";
import { renderToString, renderToStringAsync } from "preact-render-to-string";
import { renderToReadableStream } from "preact-render-to-string/stream";
import { lazy, Suspense } from "preact/compat";

const Theme = createContext("light");
const Counter = ({ from }: { from: number }) => {
  const [n] = useState(() => from * 2);
  return h("button", { class: useContext(Theme), onClick: () => {}, style: { marginTop: 4, opacity: 0.5 } }, useMemo(() => n + 1, [n]));
};
const Late = lazy(() => new Promise<any>((done) => setTimeout(() => done({ default: () => h("b", null, "late") }), 2)));

export default {
  async fetch(request: Request) {
    const { pathname, searchParams } = new URL(request.url);
    const page = h(Theme.Provider, { value: "dark", children: undefined }, h(Fragment, null, h(Counter, { from: Number(searchParams.get("n")) }),
      h("p", { title: "\"<", dangerouslySetInnerHTML: { __html: "<hr/>" } }), h("input", { checked: true, value: searchParams.get("v") ?? "" })));
    const type = { headers: { "Content-Type": "text/html; charset=utf-8" } };
    switch (pathname) {
      case "/preact/string": return new Response(renderToString(page), type);
      case "/preact/async": return new Response(await renderToStringAsync(h(Suspense, { fallback: "…" }, h(Late, null))), type);
      case "/preact/stream": return new Response(renderToReadableStream(page), type);
    }
    return new Response("none", { status: 404 });
  },
};
