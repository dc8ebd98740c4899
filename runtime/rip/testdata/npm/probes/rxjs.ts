import { firstValueFrom, from, map, mergeMap, of, toArray } from "rxjs";

export const value = async () => (await firstValueFrom(from([1, 2, 3]).pipe(mergeMap((n) => of(n, n)), map((n) => n * 2), toArray()))).join();
export const want = "2,2,4,4,6,6";
