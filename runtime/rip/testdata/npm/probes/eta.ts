import { Eta } from "eta";

export const value = new Eta().renderString("<% for (const n of it.list) { %><%= n %>;<% } %>", { list: [1, "<"] });
export const want = "1;&lt;;";
