import type { Slots } from "../messages.ts";
import { none } from "../format.ts";

const states = ["busy", "idle", "starting", "draining", "backoff"] as const;

/** Beyond, the blocks become parts of one bar. */
const mostBlocks = 12;

/** The workers by state: one block each, or a bar when they are many. */
export function SlotsBar({ slots }: { slots: Slots }) {
  if (slots.desired === 0) return <>{none}</>;
  const label = describe(slots);
  const present = states.filter((s) => slots[s] > 0);
  return (
    <span class="slots" role="img" aria-label={label} title={label}>
      {slots.desired <= mostBlocks
        ? present.flatMap((s) => Array.from({ length: slots[s] }, (_, i) => <i key={s + i} data-slot={s} />))
        : present.map((s) => <i key={s} data-slot={s} style={{ flexGrow: slots[s] }} />)}
    </span>
  );
}

/** "4 workers: 1 busy, 3 idle". */
export function describe(slots: Slots): string {
  const parts = states.filter((s) => slots[s] > 0).map((s) => `${slots[s]} ${words[s]}`);
  const total = slots.desired === 1 ? "1 worker" : `${slots.desired} workers`;
  return parts.length ? `${total}: ${parts.join(", ")}` : total;
}

const words = { busy: "busy", idle: "idle", starting: "starting", draining: "draining", backoff: "waiting to start again" };
