import {
  BehaviorSubject, catchError, combineLatest, concatMap, debounceTime, defer, delay, filter, firstValueFrom, from, interval, lastValueFrom, map, merge, mergeMap, of,
  reduce, retry, scan, share, Subject, switchMap, take, takeUntil, throwError, timeout, timer, toArray, zip,
} from "rxjs";
import { ajax } from "rxjs/ajax";

const all = <T>(o: import("rxjs").Observable<T>) => lastValueFrom(o.pipe(toArray()));
const deeds: Record<string, () => Promise<unknown>> = {
  map: () => all(from([1, 2, 3]).pipe(filter((n) => n > 1), mergeMap((n) => of(n, n * 10)), scan((a, b) => a + b, 0))),
  time: () => all(merge(timer(300).pipe(map(() => "late")), interval(1).pipe(take(3)))), // far apart: the machine may be busy
  switch: () => all(from(["a", "b"]).pipe(switchMap((w) => timer(1).pipe(map(() => w))))),
  concat: () => all(of(3, 1).pipe(concatMap((n) => of(n).pipe(delay(n))))),
  retry: () => { let n = 0; return firstValueFrom(defer(() => ++n < 3 ? throwError(() => new Error("not yet")) : of(n)).pipe(retry(5))); },
  timeout: () => firstValueFrom(timer(500).pipe(timeout(5), catchError((e) => of(e.name)))),
  subject: async () => { const s = new BehaviorSubject(1); const seen: number[] = []; const shared = s.pipe(share()); shared.subscribe((n) => seen.push(n)); shared.subscribe((n) => seen.push(-n)); s.next(2); s.complete(); return seen; },
  debounce: async () => { const s = new Subject<number>(); const out = all(s.pipe(debounceTime(2))); s.next(1); s.next(2); setTimeout(() => { s.next(3); s.complete(); }, 10); return out; },
  combine: () => all(combineLatest([of(1, 2), zip(of("a", "b"), of("x", "y"))])),
  until: () => all(interval(1).pipe(takeUntil(timer(20)), reduce((n) => n + 1, 0), map((n) => n > 1))),
};

export default {
  async fetch(request: Request) {
    const deed = new URL(request.url).pathname.split("/")[2];
    if (deed === "stream") { // an observable as a body
      let sub: import("rxjs").Subscription;
      const body = new ReadableStream({
        start(c) { sub = interval(1).pipe(take(4), map((n) => `data: ${n}\n\n`)).subscribe({ next: (text) => c.enqueue(new TextEncoder().encode(text)), complete: () => c.close() }); },
        cancel() { sub.unsubscribe(); },
      });
      return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
    }
    return Response.json([await deeds[deed](), typeof ajax]);
  },
};
