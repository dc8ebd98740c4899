import { useEffect, useRef, useState } from "preact/hooks";
import { orders } from "../orders.ts";
import { Icon } from "./icons.tsx";

/** settle: several clicks are one order. */
const settle = 700;
const most = 256;

/** The number of workers, one more or less at a click. */
export function WorkerStepper({ app, workers }: { app: string; workers: number }) {
  const [wanted, want] = useState<number | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = wanted ?? workers;
  const step = (by: number) => {
    const next = Math.min(most, Math.max(1, shown + by));
    want(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      void (next === workers ? Promise.resolve() : orders.scale(app, next)).then(() => want(null));
    }, settle);
  };
  return (
    <div class="stepper" role="group" aria-label="Workers">
      <button type="button" aria-label="One worker less" onClick={() => step(-1)}>
        <Icon name="minus" />
      </button>
      <output aria-live="polite" data-pending={wanted !== null || undefined}>
        {shown} <small>{shown === 1 ? "worker" : "workers"}</small>
      </output>
      <button type="button" aria-label="One worker more" onClick={() => step(+1)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
