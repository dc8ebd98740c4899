// Names and values as an object.

/** The object of what has names and values; of several of a name, the last. It
 * is Object.fromEntries, which makes ten objects for each of them in the
 * embedded engine. */
export function record(entries: URLSearchParams | Headers): Record<string, string> {
  const all: Record<string, string> = {};
  entries.forEach(put, all);
  return all;
}

function put(this: Record<string, string>, value: string, name: string): void {
  if (name !== "__proto__") this[name] = value;
  else Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
}
