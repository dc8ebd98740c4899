import { ApiError } from "./api.ts";

/** What is wrong with a form, by the names of its fields; "form" is the whole of it. */
export type Wrongs = Record<string, string>;

/** Where an error belongs in a form: at the field that it names, which is shown
 * then, or at the form when it has no such field. */
export function wrongs(error: unknown, form: HTMLFormElement): Wrongs {
  const message = error instanceof Error ? error.message : String(error);
  const field = error instanceof ApiError ? form.elements.namedItem(error.field) : null;
  if (!(field instanceof HTMLElement) || field.matches(":disabled")) return { form: message };
  field.closest("details")?.setAttribute("open", "");
  field.focus();
  return { [(error as ApiError).field]: message };
}
