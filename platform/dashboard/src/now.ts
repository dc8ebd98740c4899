import { signal } from "@preact/signals";

/** The time, to the second, for what says how long ago something was. */
export const now = signal(Date.now());

export function start(): void {
  window.setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1000);
}
