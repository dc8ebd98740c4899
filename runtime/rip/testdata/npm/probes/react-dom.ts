import { createElement } from "react";
import { renderToReadableStream, renderToString } from "react-dom/server.edge";

const page = createElement("p", { className: "x" }, "Hello ", createElement("b", null, "you"));

export const value = async () => {
  const streamed = await new Response(await renderToReadableStream(page)).text();
  return renderToString(page) + " " + streamed;
};
export const want = '<p class="x">Hello <b>you</b></p> <p class="x">Hello <b>you</b></p>';
