import { h } from "preact";
import { useState } from "preact/hooks";
import { renderToString } from "preact-render-to-string";

const Counter = () => h("button", null, useState(3)[0]);

export const value = renderToString(h(Counter, null));
export const want = "<button>3</button>";
