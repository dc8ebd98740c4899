// Knows whether files changed since they were read.
import { readFileSync, statSync } from "node:fs";

// A file saved twice within one tick of the file system's clock has the same
// stat both times. So a stat is believed only when it was taken well after the
// file's last change (git calls the others "racily clean"); until then the
// content decides. Kernel ticks are 1-10 ms, but ext3 and HFS+ keep whole seconds.
const tick = (mtimeMs: number) => (mtimeMs % 1000 === 0 ? 1100 : 50);

interface Stamp {
  mtimeMs: number;
  ctimeMs: number;
  size: number;
  ino: number;
  hash: number | bigint;
  /** The stat was taken long enough after the change to be believed. */
  settled: boolean;
}

export class Stamps {
  private files = new Map<string, Stamp>();

  constructor(paths: Iterable<string> = []) {
    for (const path of paths) this.add(path);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  paths(): IterableIterator<string> {
    return this.files.keys();
  }

  add(path: string): void {
    this.files.set(path, read(path));
  }

  /** Whether any file is different, gone or new. One stat per file. */
  changed(): boolean {
    for (const [path, stamp] of this.files) {
      if (stamp.settled && same(stamp, statSync(path, { throwIfNoEntry: false }))) continue;
      const now = read(path);
      if (now.hash !== stamp.hash) return true;
      this.files.set(path, now);
    }
    return false;
  }
}

function same(stamp: Stamp, stat: ReturnType<typeof statSync>): boolean {
  return (
    stat !== undefined &&
    stat.mtimeMs === stamp.mtimeMs &&
    stat.ctimeMs === stamp.ctimeMs &&
    stat.size === stamp.size &&
    stat.ino === stamp.ino
  );
}

// The stat comes before the content: a write between the two makes the stat
// look old, and the next check reads again.
function read(path: string): Stamp {
  try {
    const now = Date.now();
    const { mtimeMs, ctimeMs, size, ino } = statSync(path);
    const settled = now - Math.max(mtimeMs, ctimeMs) > tick(mtimeMs);
    return { mtimeMs, ctimeMs, size, ino, hash: Bun.hash(readFileSync(path)), settled };
  } catch {
    return { mtimeMs: 0, ctimeMs: 0, size: 0, ino: 0, hash: -1, settled: false };
  }
}
