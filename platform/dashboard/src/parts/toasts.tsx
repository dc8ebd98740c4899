import { dismiss, toasts } from "../toasts.ts";
import { Icon } from "./icons.tsx";

/** What was done or failed. The region is always there: screen readers only
 * tell of changes in what they know. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class="toast" data-kind={toast.kind}>
          <p>{toast.text}</p>
          <button type="button" class="button quiet compact" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
