import { Marked, marked } from "marked";

const lined = new Marked({ gfm: true, breaks: true });
lined.use({
  renderer: { heading({ tokens, depth }) { const text = this.parser.parseInline(tokens); return `<h${depth} id="${text.toLowerCase().replace(/[^\p{L}\d]+/gu, "-")}">${text}</h${depth}>\n`; } },
  extensions: [{
    name: "mention", level: "inline", start: (src) => src.indexOf("@"),
    tokenizer(src) { const m = /^@(\w+)/.exec(src); return m ? { type: "mention", raw: m[0], name: m[1] } : undefined; },
    renderer: (token) => `<a class="who">${token.name}</a>`,
  }],
  async: true,
  async walkTokens(token) { if (token.type === "code") { await null; token.text = "// " + token.lang + "\n" + token.text; } },
});

export default {
  async fetch(request: Request) {
    const source = await request.text();
    const { pathname } = new URL(request.url);
    if (pathname === "/marked/tokens") return Response.json(marked.lexer(source).map((t) => t.type));
    const body = pathname === "/marked/extended" ? await lined.parse(source) : marked.parse(source) as string;
    return new Response(body, { headers: { "Content-Type": "text/html" } });
  },
};
