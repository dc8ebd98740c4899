import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  kind: "done" | "failed";
  text: string;
}

/** What was done or failed lately, oldest first. */
export const toasts = signal<Toast[]>([]);

/** Good news leaves by itself; bad news stays until it is dismissed. */
const shown = 5000;
let last = 0;

export function tell(kind: Toast["kind"], text: string): void {
  const toast = { id: ++last, kind, text };
  toasts.value = [...toasts.value, toast].slice(-4);
  if (kind === "done") window.setTimeout(() => dismiss(toast.id), shown);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((t) => t.id !== id);
}
