import { marked } from "marked";

export const value = marked.parse("# Hi\n\n*you* & `me`");
export const want = "<h1>Hi</h1>\n<p><em>you</em> &amp; <code>me</code></p>\n";
