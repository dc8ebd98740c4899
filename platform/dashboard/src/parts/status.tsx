import type { Status } from "../messages.ts";

/** An app's state: a word, and a dot for the eye that runs down the list. */
export function StatusBadge({ status }: { status: Status }) {
  return (
    <span class="status" data-status={status}>
      <i class="dot" aria-hidden="true" />
      {status}
    </span>
  );
}
