// What a handler may ask of the request: @req.
import { Body } from "./body";
import { decoded, pathOf, queryOf } from "./path";
import type { Match } from "./router";

export class Incoming {
  /** The request itself. Its body is read once; json(), text() and formData() here share it. */
  readonly raw: Request;
  readonly method: string;
  readonly url: string;
  /** The path without doubled slashes, without one at its end, and without dots; still encoded. */
  readonly path: string;
  /** Which site a server of several serves; the host's name. */
  get site(): string {
    return new URL(this.url).hostname;
  }

  private params: Record<string, string> = {};
  private star?: string;
  private search?: URLSearchParams;
  private content?: Body;

  constructor(raw: Request) {
    this.raw = raw;
    this.method = raw.method;
    this.url = raw.url;
    this.path = pathOf(raw.url);
  }

  /** The router's finding. Texts that are badly encoded end the request with 400. */
  take(match: Match<unknown>): void {
    this.params = match.params;
    for (const name in this.params) this.params[name] = decoded(this.params[name]!);
    this.star = match.star === undefined ? undefined : decoded(match.star);
  }

  /** A parameter of the path ("*" is what the star took), or all of them. */
  param(): Record<string, string>;
  param(name: string): string | undefined;
  param(name?: string): any {
    if (name === undefined) return { ...this.params };
    if (name === "*") return this.star;
    return Object.hasOwn(this.params, name) ? this.params[name] : undefined;
  }

  /** A parameter of the query, or all of them: of several of a name, the last. */
  query(): Record<string, string>;
  query(name: string): string | null;
  query(name?: string): any {
    if (name === undefined && !this.url.includes("?")) return {};
    this.search ??= new URLSearchParams(queryOf(this.url));
    return name === undefined ? Object.fromEntries(this.search) : this.search.get(name);
  }

  /** A header, or all of them by their names in lower case. */
  header(): Record<string, string>;
  header(name: string): string | null;
  header(name?: string): any {
    return name === undefined ? Object.fromEntries(this.raw.headers) : this.raw.headers.get(name);
  }

  /** The body, which is read at most once. */
  get body(): Body {
    return (this.content ??= new Body(this.raw));
  }

  json(): Promise<any> {
    return this.body.text().then(JSON.parse);
  }

  text(): Promise<string> {
    return this.body.text();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.body.arrayBuffer();
  }

  formData(): Promise<FormData> {
    return this.body.formData();
  }

  /** The body by its type: JSON, or the fields of a form; {} for everything else. */
  async parseBody(): Promise<any> {
    const { type } = this.body;
    if (/json/i.test(type)) return this.json();
    return /form/i.test(type) ? Object.fromEntries(await this.formData()) : {};
  }
}
