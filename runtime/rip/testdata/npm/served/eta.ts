import { Eta } from "eta";

const eta = new Eta({ cache: true, autoTrim: [false, "nl"] });
eta.loadTemplate("@layout", "<title><%= it.title %></title>\n<%~ it.body %>");
eta.loadTemplate("@item", "<li><%= it.name %></li>");
eta.loadTemplate("@page", "<% layout('@layout', { title: 'All & sundry' }) %>\n<% for (const user of it.users) { %>\n<%~ include('@item', user) %>\n<% } %>\n<%= it.raw %><%~ it.raw %>");
eta.loadTemplate("@later", "<%= await it.word() %>", { async: true });

export default {
  async fetch(request: Request) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/eta/later") return new Response(await eta.renderAsync("@later", { word: async () => "<came>" }));
      if (pathname === "/eta/broken") return new Response(eta.renderString("<% if ( %>", {}));
      return new Response(eta.render("@page", await request.json()), { headers: { "Content-Type": "text/html" } });
    } catch (e) {
      return new Response((e as Error).name, { status: 500 });
    }
  },
};
