// How the time to find a route grows with the number of routes:
//   bun api/bench/router.ts
//   rip-server run --runtime=rip api/bench/router.ts
import { patterns } from "../src/pattern";
import { Router, type Routed } from "../src/router";

const kinds = [
  (i: number) => `/fixed/${i}/page`,
  (i: number) => `/users${i}/:id/posts/:post`,
  (i: number) => `/files${i}/*`,
  (i: number) => `/shared/:id/part${i}`,
];

function routerOf(count: number): Router<Routed> {
  const router = new Router<Routed>();
  for (let i = 0; i < count; i++) router.add({ method: "GET", pattern: patterns(kinds[i % kinds.length]!(i))[0]! });
  return router;
}

// Every kind, from the beginning and the end of the list, and what is not there.
function pathsFor(count: number): string[] {
  const last = count - kinds.length;
  return [0, last].flatMap((at) => [`/fixed/${at}/page`, `/users${at + 1}/7/posts/8`, `/files${at + 2}/a/b`, `/shared/7/part${at + 3}`]).concat("/nowhere/at/all");
}

// The best of many short times: a busy machine has quiet moments.
function nanoseconds(count: number): number {
  const [router, paths] = [routerOf(count), pathsFor(count)];
  const missing = paths.filter((path) => router.find("GET", path) === undefined);
  if (missing.length !== 1) throw new Error(`not found: ${missing}`);
  let best = Infinity;
  for (let attempt = 0; attempt < 500; attempt++) {
    const began = performance.now();
    for (let i = 0; i < rounds; i++) for (const path of paths) router.find("GET", path);
    best = Math.min(best, ((performance.now() - began) * 1e6) / (rounds * paths.length));
  }
  return best;
}

const rounds = 20;

nanoseconds(8); // warm
const few = nanoseconds(8);
const many = nanoseconds(1000);
console.log(`8 routes ${few.toFixed(0)} ns, 1,000 routes ${many.toFixed(0)} ns: ${(many / few).toFixed(2)} times`);
