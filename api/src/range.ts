// Range: bytes=… (RFC 9110, section 14.1.2).

export interface Range {
  first: number;
  last: number;
}

export const unsatisfiable = Symbol("unsatisfiable");

/** The one range that a header asks for. Undefined sends everything: without a
 * header, for one that is malformed, and for several ranges, which no client
 * needs and which are a way to have much sent for little. */
export function rangeOf(header: string | null, size: number): Range | typeof unsatisfiable | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (from === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const count = Math.min(Number(to), size);
    return count === 0 ? unsatisfiable : { first: size - count, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= size ? unsatisfiable : { first, last };
}
