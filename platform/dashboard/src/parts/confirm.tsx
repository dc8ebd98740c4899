import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

interface Question {
  title: string;
  text: string;
  verb: string;
  danger?: boolean;
  yes: () => void;
}

const asked = signal<Question | null>(null);

/** Asks before something that is hard to take back. */
export function confirm(question: Question): void {
  asked.value = question;
}

/** The question, when there is one. The browser's own modal dialog keeps the
 * keyboard inside and gives the focus back. */
export function Confirm() {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = asked.value;
  useEffect(() => {
    if (question) dialog.current?.showModal();
  }, [question]);
  if (!question) return null;
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={() => (asked.value = null)}
      onClick={(e) => e.target === dialog.current && close()}
    >
      <form method="dialog" class="dialog">
        <h2 id="confirm-title">{question.title}</h2>
        <p id="confirm-text">{question.text}</p>
        <div class="row end">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class={"button " + (question.danger ? "danger" : "primary")} onClick={question.yes}>
            {question.verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}
