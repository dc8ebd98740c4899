// The body of a request, read once however often it is asked for.
import { record } from "./record";

export class Body {
  /** The content type, or "". */
  readonly type: string;
  private content?: Promise<string>;
  private bytes?: Promise<ArrayBuffer>;
  private form?: Promise<FormData>;

  constructor(private request: Request) {
    this.type = request.headers.get("content-type") ?? "";
  }

  text(): Promise<string> {
    if (this.content === undefined && this.form !== undefined) {
      return Promise.reject(new TypeError("the body has been read as a form already: use formData()"));
    }
    return (this.content ??= this.bytes?.then((bytes) => new TextDecoder().decode(bytes)) ?? this.request.text());
  }

  /** The bytes: as they came, or those of the text when that was asked for first. */
  arrayBuffer(): Promise<ArrayBuffer> {
    if (this.bytes !== undefined) return this.bytes;
    if (this.content === undefined && this.form === undefined) return (this.bytes = this.request.arrayBuffer());
    return this.text().then((text) => new TextEncoder().encode(text).buffer);
  }

  formData(): Promise<FormData> {
    if (this.form !== undefined) return this.form;
    const read: Promise<string | ArrayBuffer> | undefined = this.bytes ?? this.content;
    if (read === undefined) return (this.form = this.request.formData());
    const headers = { "Content-Type": this.type };
    return (this.form = read.then((body) => new Response(body, { headers }).formData()));
  }
}

/** What read() is to know of a body. Types that it knows nothing of are left
 * unread; what is malformed has no data, and `wrong` says that it is so. */
export interface Parsed {
  data: Record<string, unknown>;
  wrong: boolean;
}

export async function parse(body: Body): Promise<Parsed> {
  try {
    return { data: await dataOf(body), wrong: false };
  } catch {
    return { data: {}, wrong: true };
  }
}

async function dataOf(body: Body): Promise<Record<string, unknown>> {
  const { type } = body;
  if (/json/i.test(type)) return asRecord(JSON.parse(await body.text()));
  if (/x-www-form-urlencoded/i.test(type)) return fromQuery(await body.text());
  if (/form-data/i.test(type)) return fields(await body.formData());
  if (!/^\s*text\//i.test(type)) return {};
  await body.arrayBuffer(); // a text may be a file, whose bytes the app asks for
  return { body: await body.text() };
}

// A list is data, too: read 0, read 1, and read() gives it back as it is.
function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : { body: value };
}

// `curl -d 'plain words'` says that it sends a form.
function fromQuery(text: string): Record<string, unknown> {
  if (text !== "" && !/[=&]/.test(text)) return { body: decodeURIComponent(text.replaceAll("+", " ")) };
  return record(new URLSearchParams(text));
}

// Several values of one name are a list: files of <input multiple>, say.
function fields(form: FormData): Record<string, unknown> {
  const data: [string, unknown][] = [];
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    data.push([name, values.length === 1 ? values[0] : values]);
  }
  return Object.fromEntries(data);
}
