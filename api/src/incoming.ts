// What a handler may ask of the request: @req.
import { Body } from "./body";
import { decoded, pathOf, queryOf } from "./path";
import { record } from "./record";

export class Incoming {
  /** The request itself. Its body is read once; json(), text() and formData() here share it. */
  readonly raw: Request;
  get method(): string {
    return this.raw.method;
  }
  get url(): string {
    return this.raw.url;
  }
  /** The path without doubled slashes, without one at its end, and without dots; still encoded. */
  readonly path: string;
  /** Which site a server of several serves; the host's name. */
  get site(): string {
    return new URL(this.url).hostname;
  }

  // The parameters of the route's path, and their values: "*" is the star's.
  private names?: readonly string[];
  private values?: readonly string[];
  private search?: URLSearchParams;
  private content?: Body;

  constructor(raw: Request, path = pathOf(raw.url)) {
    this.raw = raw;
    this.path = path;
  }

  /** The router's finding. Texts that are badly encoded end the request with 400. */
  take(names: readonly string[], values: readonly string[]): void {
    this.names = names;
    this.values = this.path.includes("%") ? values.map(decoded) : values;
  }

  /** A parameter of the path ("*" is what the star took), or all of them. */
  param(): Record<string, string>;
  param(name: string): string | undefined;
  param(name?: string): any {
    const { names, values } = this;
    if (names === undefined) return name === undefined ? {} : undefined;
    if (name !== undefined) return values![names.lastIndexOf(name)];
    const params: Record<string, string> = {};
    for (let i = 0; i < names.length; i++) if (names[i] !== "*") params[names[i]!] = values![i]!;
    return params;
  }

  get hasQuery(): boolean {
    return queryOf(this.raw.url) !== "";
  }

  /** A parameter of the query, or all of them: of several of a name, the last. */
  query(): Record<string, string>;
  query(name: string): string | null;
  query(name?: string): any {
    if (name === undefined && !this.hasQuery) return {};
    this.search ??= new URLSearchParams(queryOf(this.raw.url));
    return name === undefined ? record(this.search) : this.search.get(name);
  }

  /** A header, or all of them by their names in lower case. */
  header(): Record<string, string>;
  header(name: string): string | null;
  header(name?: string): any {
    return name === undefined ? record(this.raw.headers) : this.raw.headers.get(name);
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
