// What the API uses of its runtimes, as far as types matter to it.
declare var Bun: any;
declare var process: { env: Record<string, string | undefined> };

declare module "node:async_hooks" {
  export class AsyncLocalStorage<T> {
    run<R, A extends unknown[]>(store: T, fn: (...args: A) => R, ...args: A): R;
    getStore(): T | undefined;
  }
}

declare module "node:fs" {
  export function realpathSync(path: string): string;
  export function statSync(path: string): { isFile(): boolean; size: number; mtimeMs: number; mtime: Date };
}

declare module "node:path" {
  export const sep: string;
  export function resolve(...parts: string[]): string;
}
