// Patterns of paths: '/users/:id', '/users/:id?', '/:year{\\d{4}}/*'.

/** One part of a pattern between slashes. */
export type Segment = string | Param;

/** A part that takes any text. */
export interface Param {
  name: string;
}

export interface Pattern {
  /** As it was written. */
  path: string;
  /** The parts, when each is a fixed text or a whole parameter. */
  segments: Segment[];
  /** The last part is a star: what is left of the path is its value. */
  star: boolean;
  /** For what segments cannot say: it then has only the fixed parts at the beginning. */
  regex?: RegExp;
  /** Which parts of a path are those of parameters, counted from 1. */
  slots: number[];
  /** The names of the parameters, in order; "*" for a star. */
  names: string[];
}

/** The pattern of a path, and the one without its optional end, if it has one. */
export function patterns(path: string): Pattern[] {
  if (typeof path !== "string" || !path.startsWith("/")) {
    throw new TypeError(`a route's path must begin with a slash: ${JSON.stringify(path)}`);
  }
  if (!/:\w+(\{.*\})?\?$/.test(path)) return [parse(path)];
  const whole = path.slice(0, -1);
  return [parse(whole.replace(/\/:\w+(\{.*\})?$/, "") || "/"), parse(whole)];
}

function parse(path: string): Pattern {
  const parts = split(path);
  const star = parts[parts.length - 1] === "*";
  if (star) parts.pop();
  const fixed = parts.findIndex((part) => /[:*{]/.test(part));
  if (parts.every((part) => !/[:*{]/.test(part) || /^:\w+$/.test(part))) {
    const segments = parts.map((part) => (part.startsWith(":") ? { name: part.slice(1) } : encode(part)));
    const slots = segments.flatMap((segment, i) => (typeof segment === "string" ? [] : [i + 1]));
    const names = slots.map((slot) => (segments[slot - 1] as Param).name);
    return { path, segments, star, slots, names: star ? [...names, "*"] : names };
  }
  const names: string[] = [];
  return { path, segments: parts.slice(0, fixed).map(encode), star: false, regex: regexOf(path, names), slots: [], names };
}

// A slash within braces belongs to the regular expression.
function split(path: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 1;
  for (let i = 1; i < path.length; i++) {
    if (path[i] === "{") depth++;
    else if (path[i] === "}") depth--;
    else if (path[i] === "/" && depth === 0) {
      parts.push(path.slice(from, i));
      from = i + 1;
    }
  }
  if (from < path.length) parts.push(path.slice(from));
  return parts;
}

const piece = /:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})+)\})?|\*|[^:*]+|:/g;

function regexOf(path: string, names: string[]): RegExp {
  const source = path.replace(/(.)\/$/, "$1").replace(piece, (text, name, inner) => {
    if (name !== undefined) {
      names.push(name);
      return `(${ungrouped(inner ?? "[^/]+")})`;
    }
    if (text === "*") {
      names.push("*");
      return "(.*)";
    }
    return encode(text).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${source}$`);
}

// Groups of the app's own would shift ours.
function ungrouped(inner: string): string {
  return inner.replace(/(\\.)|\((?!\?)/g, (_, escaped) => escaped ?? "(?:");
}

// Requests come with everything but ASCII percent-encoded.
function encode(text: string): string {
  return text.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
}
