// Finds the route of a request: the first that was registered among those that
// match. Routes are sorted into trees once, by method; a search looks at no
// more of them than the parts of the path lead to. The embedded engine pays for
// every object and every call of a built-in function, so there are few here.
import type { Pattern } from "./pattern";

/** What a router needs of a route. */
export interface Routed {
  method: string;
  pattern: Pattern;
}

interface Leaf<R> {
  route: R;
  order: number;
}

// Each field is there from the beginning: one that is not is looked for among
// the prototypes, for each part of each path.
class Node<R> {
  /** The lowest order of all that hangs below: what comes later need not be looked at. */
  first = Infinity;
  fixed: Map<string, Node<R>> | undefined = undefined;
  any: Node<R> | undefined = undefined;
  /** Routes that end here. */
  end: Leaf<R> | undefined = undefined;
  /** There is something that takes the rest: a star or a regular expression. */
  takesRest = false;
  star: Leaf<R> | undefined = undefined;
  regex: Leaf<R>[] = [];
}

interface Table<R> {
  exact: Map<string, Leaf<R>>;
  root: Node<R>;
}

export class Router<R extends Routed> {
  private routes: R[] = [];
  private tables = new Map<string, Table<R>>();
  private search = new Search<R>(); // one is enough: nothing waits within a search

  add(route: R): void {
    this.routes.push(route);
    this.tables.clear();
  }

  get size(): number {
    return this.routes.length;
  }

  list(): readonly R[] {
    return this.routes;
  }

  /** The route for a method and a path that begins with a slash. */
  find(method: string, path: string): R | undefined {
    const { exact, root } = this.tables.get(method) ?? this.table(method);
    const leaf = exact.get(path);
    const limit = leaf === undefined ? Infinity : leaf.order;
    this.search.values = none;
    if (root.first < limit) {
      const found = this.search.run(root, path, limit);
      if (found !== undefined) return found;
    }
    return leaf?.route;
  }

  /** What the parameters of the route took that was found last, in the order of
   * its pattern's names, still encoded. */
  get values(): readonly string[] {
    return this.search.values;
  }

  // Methods that no route names share a table: clients may invent any number.
  private table(method: string): Table<R> {
    const wanted = method === "HEAD" ? "GET" : method;
    const named = this.routes.some((route) => route.method === wanted);
    const key = named ? method : "ALL";
    let table = this.tables.get(key);
    if (table === undefined) this.tables.set(key, (table = this.compile(wanted)));
    return table;
  }

  private compile(method: string): Table<R> {
    const table: Table<R> = { exact: new Map(), root: new Node() };
    this.routes.forEach((route, order) => {
      if (route.method === method || route.method === "ALL") insert(table, { route, order });
    });
    return table;
  }
}

const none: readonly string[] = Object.freeze([]);

function insert<R extends Routed>({ exact, root }: Table<R>, leaf: Leaf<R>): void {
  const { segments, star, regex } = leaf.route.pattern;
  if (regex === undefined && !star && segments.every((segment) => typeof segment === "string")) {
    const path = "/" + segments.join("/");
    if (!exact.has(path)) exact.set(path, leaf);
    return;
  }
  let node = root;
  node.first = Math.min(node.first, leaf.order);
  for (const segment of segments) {
    node = child(node, segment);
    node.first = Math.min(node.first, leaf.order);
  }
  node.takesRest ||= regex !== undefined || star;
  if (regex !== undefined) node.regex.push(leaf);
  else if (star) node.star ??= leaf;
  else node.end ??= leaf;
}

function child<R>(node: Node<R>, segment: Pattern["segments"][number]): Node<R> {
  if (typeof segment !== "string") return (node.any ??= new Node());
  const fixed = (node.fixed ??= new Map());
  let next = fixed.get(segment);
  if (next === undefined) fixed.set(segment, (next = new Node()));
  return next;
}

/** One search. It tries both ways wherever a fixed part and a parameter fit. */
class Search<R extends Routed> {
  values: readonly string[] = none;

  private path = "";
  private parts: readonly string[] = none; // from the second on: nothing is before the first slash
  private limit = Infinity;
  private best?: Leaf<R>;
  private groups?: RegExpExecArray;

  run(root: Node<R>, path: string, limit: number): R | undefined {
    this.path = path;
    this.parts = path.length === 1 ? rootParts : path.split("/");
    this.limit = limit;
    this.best = this.groups = undefined;
    this.visit(root, 1);
    return this.found();
  }

  private found(): R | undefined {
    if (this.best === undefined) return undefined;
    const { route } = this.best;
    this.values = this.groups === undefined ? taken(route.pattern, this.parts) : this.groups.slice(1);
    return route;
  }

  // at is the part that comes next; beyond the end there is none.
  private visit(node: Node<R>, at: number): void {
    const { parts } = this;
    const count = parts.length;
    for (;;) {
      if (node.first >= this.limit) return;
      if (node.takesRest) this.takeRest(node, at);
      if (at >= count) {
        if (node.end !== undefined) this.take(node.end);
        return;
      }
      const { fixed, any } = node;
      const next = fixed === undefined ? undefined : fixed.get(parts[at]!);
      at++;
      if (next === undefined) {
        if (any === undefined) return;
        node = any;
      } else {
        if (any !== undefined) this.visit(any, at);
        node = next;
      }
    }
  }

  // '/*' is for '/', too; otherwise a star takes at least one part.
  private takeRest({ star, regex }: Node<R>, at: number): void {
    if (star !== undefined && (at < this.parts.length || at === 1)) this.take(star);
    for (let i = 0; i < regex.length && regex[i]!.order < this.limit; i++) {
      const groups = regex[i]!.route.pattern.regex!.exec(this.path);
      if (groups !== null) this.take(regex[i]!, groups);
    }
  }

  private take(leaf: Leaf<R>, groups?: RegExpExecArray): void {
    if (leaf.order >= this.limit) return;
    this.best = leaf;
    this.limit = leaf.order;
    this.groups = groups;
  }
}

const rootParts: readonly string[] = Object.freeze([""]);

function taken({ slots, star, segments }: Pattern, parts: readonly string[]): string[] {
  const values: string[] = [];
  for (let i = 0; i < slots.length; i++) values[i] = parts[slots[i]!]!;
  if (star) values.push(parts.slice(segments.length + 1).join("/"));
  return values;
}
