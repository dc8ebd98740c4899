import Handlebars from "handlebars";

const template = Handlebars.create().compile("{{#each list}}{{@index}}{{this}}{{/each}} {{{raw}}}{{raw}}");

export const value = template({ list: ["a", "b"], raw: "<" });
export const want = "0a1b <&lt;";
