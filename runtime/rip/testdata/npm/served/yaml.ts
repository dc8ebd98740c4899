import { isMap, parse, parseAllDocuments, parseDocument, stringify, visit, YAMLParseError } from "yaml";

export default {
  async fetch(request: Request) {
    const source = await request.text();
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/yaml/edit") { // comments are kept
        const doc = parseDocument(source);
        doc.set("added", [1, { two: true }]);
        visit(doc, { Scalar(_, node) { if (node.value === "old") node.value = "new"; } });
        return new Response(String(doc) + "# " + isMap(doc.contents));
      }
      if (pathname === "/yaml/all") return Response.json(parseAllDocuments(source).map((d: any) => d.toJS()));
      if (pathname === "/yaml/write") return new Response(stringify(JSON.parse(source), { lineWidth: 40 }));
      return Response.json(parse(source, { merge: true }));
    } catch (e) {
      return new Response((e as Error).message, { status: e instanceof YAMLParseError ? 422 : 500 });
    }
  },
};
