// What the embedded runtime does for each request outside of JavaScript, where
// one method of a text costs as much as a call of all that is here.

interface Natives {
  /** Milliseconds; performance would have to be loaded there. */
  now?(): number;
  pathOf?(url: string): string;
  queryOf?(url: string): string;
}

export const natives: Natives = (globalThis as any)[Symbol.for("rip.natives")] ?? {};
