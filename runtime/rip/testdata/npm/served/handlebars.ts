import Handlebars from "handlebars";

const hb = Handlebars.create();
hb.registerPartial("row", "<li class=\"{{kind}}\">{{name}}{{#if admin}} *{{/if}}{{> @partial-block}}</li>");
hb.registerPartial("layout", "<h1>{{title}}</h1>{{> body}}");
hb.registerHelper("upper", (text: string) => text.toUpperCase());
hb.registerHelper("times", function (this: unknown, n: number, options: Handlebars.HelperOptions) { let out = ""; for (let i = 0; i < n; i++) out += options.fn(this, { data: { ...options.data, i } }); return out; });
hb.registerHelper("link", (text: string, { hash }: Handlebars.HelperOptions) => new Handlebars.SafeString(`<a href="${Handlebars.escapeExpression(hash.to)}">${Handlebars.escapeExpression(text)}</a>`));
const page = hb.compile(`{{#> layout title="Users & co"}}{{#*inline "body"}}<ul>{{#each users as |user i|}}{{#> row user kind="k"}} {{i}}{{#unless @last}},{{/unless}}{{/row}}{{else}}nobody{{/each}}</ul>{{/inline}}{{/layout}}
{{~#with first}} {{upper name}} {{../users.length}}{{/with}} {{link "<you>" to="/?a=1&b"}} {{#times 3}}{{@i}}{{/times}} {{lookup words 1}} {{{raw}}}{{raw}}`);

export default {
  async fetch(request: Request) {
    const data = await request.json();
    try {
      return new Response(data.template ? hb.compile(data.template, { strict: true })(data) : page(data), { headers: { "Content-Type": "text/html" } });
    } catch (e) {
      return new Response((e as Error).message, { status: 422 });
    }
  },
};
