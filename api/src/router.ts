// Finds the route of a request: the first that was registered among those that
// match. Routes are sorted into trees once, by method; a search looks at no
// more of them than the parts of the path lead to.
import type { Pattern } from "./pattern";

/** What a router needs of a route. */
export interface Routed {
  method: string;
  pattern: Pattern;
}

export type Params = Record<string, string>;

/** The found route, and the texts of its parameters, still encoded. */
export interface Match<R> {
  route: R;
  params: Params;
  /** What the pattern's star took. */
  star?: string;
}

interface Leaf<R> {
  route: R;
  order: number;
}

class Node<R> {
  /** The lowest order of all that hangs below: what comes later need not be looked at. */
  first = Infinity;
  fixed = new Map<string, Node<R>>();
  any?: Node<R>;
  /** Routes that end here. */
  end?: Leaf<R>;
  /** Routes whose star takes the rest. */
  star?: Leaf<R>;
  /** Routes that go on in a regular expression. */
  regex: Leaf<R>[] = [];
}

interface Table<R> {
  exact: Map<string, Leaf<R>>;
  root: Node<R>;
}

export class Router<R extends Routed> {
  private routes: R[] = [];
  private tables = new Map<string, Table<R>>();
  private methods = new Set<string>();
  private search = new Search<R>(); // one is enough: nothing waits within a search

  add(route: R): void {
    this.routes.push(route);
    this.methods.add(route.method);
    this.tables.clear();
  }

  get size(): number {
    return this.routes.length;
  }

  list(): readonly R[] {
    return this.routes;
  }

  /** The route for a method and a path that begins with a slash. */
  find(method: string, path: string): Match<R> | undefined {
    if (method === "HEAD") method = "GET";
    // Methods that no route names share a table: clients may invent any number.
    const key = this.methods.has(method) ? method : "ALL";
    let table = this.tables.get(key);
    if (table === undefined) this.tables.set(key, (table = this.compile(key)));
    const exact = table.exact.get(path);
    const limit = exact?.order ?? Infinity;
    if (table.root.first < limit) {
      const found = this.search.run(table.root, path, limit);
      if (found !== undefined) return found;
    }
    return exact && { route: exact.route, params: {} };
  }

  private compile(method: string): Table<R> {
    const table: Table<R> = { exact: new Map(), root: new Node() };
    this.routes.forEach((route, order) => {
      if (route.method === method || route.method === "ALL") insert(table, { route, order });
    });
    return table;
  }
}

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
  if (regex !== undefined) node.regex.push(leaf);
  else if (star) node.star ??= leaf;
  else node.end ??= leaf;
}

function child<R>(node: Node<R>, segment: Pattern["segments"][number]): Node<R> {
  if (typeof segment !== "string") return (node.any ??= new Node());
  let next = node.fixed.get(segment);
  if (next === undefined) node.fixed.set(segment, (next = new Node()));
  return next;
}

/** One search. It tries both ways wherever a fixed part and a parameter fit.
 * Loops count, because iterators cost the embedded engine more than the rest. */
class Search<R extends Routed> {
  private path = "";
  private limit = Infinity;
  private best?: Leaf<R>;
  private groups?: RegExpExecArray;

  run(root: Node<R>, path: string, limit: number): Match<R> | undefined {
    this.path = path;
    this.limit = limit;
    this.best = this.groups = undefined;
    this.visit(root, 1);
    if (this.best === undefined) return undefined;
    const { route } = this.best;
    return this.groups === undefined ? this.bySegments(route) : byGroups(route, this.groups);
  }

  // from is where the next part begins; beyond the end there is none.
  private visit(node: Node<R>, from: number): void {
    if (node.first >= this.limit) return;
    const { path } = this;
    for (let i = 0; i < node.regex.length; i++) {
      const leaf = node.regex[i]!;
      if (leaf.order >= this.limit) break;
      const groups = leaf.route.pattern.regex!.exec(path);
      if (groups !== null) this.take(leaf, groups);
    }
    if (from > path.length || path.length === 1) {
      if (node.end !== undefined) this.take(node.end);
      if (node.star !== undefined && path.length === 1) this.take(node.star);
      return;
    }
    if (node.star !== undefined) this.take(node.star);
    const slash = path.indexOf("/", from);
    const to = slash < 0 ? path.length : slash;
    const next = node.fixed.size > 0 ? node.fixed.get(path.slice(from, to)) : undefined;
    if (next !== undefined) this.visit(next, to + 1);
    if (node.any !== undefined && to > from) this.visit(node.any, to + 1);
  }

  private take(leaf: Leaf<R>, groups?: RegExpExecArray): void {
    if (leaf.order >= this.limit) return;
    this.best = leaf;
    this.limit = leaf.order;
    this.groups = groups;
  }

  private bySegments(route: R): Match<R> {
    const params: Params = {};
    let from = 1;
    const { segments, star } = route.pattern;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i]!;
      const slash = this.path.indexOf("/", from);
      const to = slash < 0 ? this.path.length : slash;
      if (typeof segment !== "string") params[segment.name] = this.path.slice(from, to);
      from = to + 1;
    }
    return star ? { route, params, star: this.path.slice(from) } : { route, params };
  }
}

function byGroups<R extends Routed>(route: R, groups: RegExpExecArray): Match<R> {
  const match: Match<R> = { route, params: {} };
  route.pattern.names.forEach((name, i) => {
    if (name === "*") match.star = groups[i + 1];
    else match.params[name] = groups[i + 1]!;
  });
  return match;
}
