// The body of a request, read once however often it is asked for.

export class Body {
  /** The content type, or "". */
  readonly type: string;
  private content?: Promise<string>;
  private form?: Promise<FormData>;

  constructor(private request: Request) {
    this.type = request.headers.get("content-type") ?? "";
  }

  text(): Promise<string> {
    if (this.content === undefined && this.form !== undefined) {
      return Promise.reject(new TypeError("the body has been read as a form already: use formData()"));
    }
    return (this.content ??= this.request.text());
  }

  formData(): Promise<FormData> {
    if (this.form !== undefined) return this.form;
    if (this.content === undefined) return (this.form = this.request.formData());
    const headers = { "Content-Type": this.type };
    return (this.form = this.content.then((body) => new Response(body, { headers }).formData()));
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
  return /^\s*text\//i.test(type) ? { body: await body.text() } : {};
}

// A list is data, too: read 0, read 1, and read() gives it back as it is.
function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : { body: value };
}

// `curl -d 'plain words'` says that it sends a form.
function fromQuery(text: string): Record<string, unknown> {
  if (text !== "" && !/[=&]/.test(text)) return { body: decodeURIComponent(text.replaceAll("+", " ")) };
  return Object.fromEntries(new URLSearchParams(text));
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
