/** What is wrong, told at once to those who hear the page. Several lines are
 * what a program has said, where a ^ below a word has to stay there. */
export function Wrong({ id, text }: { id?: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p class={text.includes("\n") ? "wrong output" : "wrong"} id={id} role="alert">
      {text}
    </p>
  );
}
