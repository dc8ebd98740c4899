import type { ComponentChildren } from "preact";
import { Wrong } from "./wrong.tsx";

interface Props {
  label: string;
  /** The input's name, and the API's member that an error names. */
  name: string;
  hint?: ComponentChildren;
  /** What is wrong with it. */
  wrong?: string | undefined;
  children: (described: { name: string; id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ComponentChildren;
}

/** A labelled input, what to write there, and what is wrong with what was. */
export function Field({ label, name, hint, wrong, children }: Props) {
  const notes = [wrong && name + "-wrong", hint && name + "-hint"].filter(Boolean).join(" ");
  const described = { name, id: name, ...(notes && { "aria-describedby": notes }), ...(wrong && { "aria-invalid": true as const }) };
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children(described)}
      <Wrong id={name + "-wrong"} text={wrong} />
      {hint && (
        <p class="hint" id={name + "-hint"}>
          {hint}
        </p>
      )}
    </div>
  );
}
