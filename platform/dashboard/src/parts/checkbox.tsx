import type { ComponentChildren } from "preact";
import { Wrong } from "./wrong.tsx";

interface Props {
  label: string;
  /** The input's name, and the API's member that an error names. */
  name: string;
  checked: boolean;
  hint?: ComponentChildren;
  wrong?: string | undefined;
}

/** Something to have or not, what that means, and why it cannot be had. */
export function Checkbox({ label, name, checked, hint, wrong }: Props) {
  const notes = [wrong && name + "-wrong", hint && name + "-hint"].filter(Boolean).join(" ");
  return (
    <div class="check">
      <label>
        <input type="checkbox" name={name} defaultChecked={checked} aria-describedby={notes || undefined} aria-invalid={wrong ? true : undefined} />
        {label}
      </label>
      <Wrong id={name + "-wrong"} text={wrong} />
      {hint && (
        <p class="hint" id={name + "-hint"}>
          {hint}
        </p>
      )}
    </div>
  );
}
