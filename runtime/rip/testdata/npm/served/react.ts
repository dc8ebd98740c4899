import { createContext, createElement as h, memo, Suspense, use, useContext, useId, useMemo, useReducer, type ReactNode } from "react";
import { renderToReadableStream, renderToStaticMarkup, renderToString } from "react-dom/server.edge";

const Theme = createContext("light");
const Item = memo(({ text }: { text: string }) => h("li", { className: useContext(Theme), style: { marginTop: 4, WebkitFlex: 1 } }, text));
const Field = ({ label }: { label: string }) => { const id = useId(); return h("p", null, h("label", { htmlFor: id }, label), h("input", { id, defaultValue: "\"&", disabled: true })); };
const List = ({ items }: { items: string[] }) => {
  const [count] = useReducer((n: number) => n + 1, items.length);
  const sorted = useMemo(() => [...items].sort(), [items]);
  return h("ul", { "data-count": count, "aria-label": "items" }, sorted.map((text) => h(Item, { key: text, text })));
};
const Late = ({ word }: { word: Promise<string> }) => h("em", null, use(word));
const Page = ({ children }: { children?: ReactNode }) =>
  h("html", { lang: "en" }, h("head", null, h("title", null, "A < B")), h("body", null, children));
const after = (ms: number, word: string) => new Promise<string>((done) => setTimeout(() => done(word), ms));

export default {
  async fetch(request: Request) {
    const { pathname, searchParams } = new URL(request.url);
    const list = h(Theme.Provider, { value: "dark" }, h(List, { items: searchParams.getAll("item") }), h(Field, { label: "<Name>" }));
    const type = { headers: { "Content-Type": "text/html" } };
    switch (pathname) {
      case "/react/string": return new Response(renderToString(list), type);
      case "/react/static": return new Response("<!doctype html>" + renderToStaticMarkup(h(Page, null, list)), type);
      case "/react/stream": {
        const late = h(Suspense, { fallback: h("i", null, "wait") }, h(Late, { word: after(5, "came") }));
        return new Response(await renderToReadableStream(h(Page, null, late, list)), type);
      }
      case "/react/boundary": {
        const errors: string[] = [];
        const Bad = () => { throw new Error("bad"); };
        const stream = await renderToReadableStream(h(Page, null, h(Suspense, { fallback: "instead" }, h(Bad))), { onError: (e) => { errors.push((e as Error).message); return "digest"; } });
        await stream.allReady;
        return new Response(`${/instead/.test(await new Response(stream).text())} ${errors}`);
      }
      case "/react/throws": try { return new Response(renderToString(h(() => { throw new Error("in render"); }))); } catch (e) { return new Response((e as Error).message, { status: 500 }); }
    }
    return new Response("none", { status: 404 });
  },
};
