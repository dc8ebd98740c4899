import type { ComponentChildren } from "preact";

interface Props {
  title: string;
  /** It is a part of a page that has a title of its own. */
  part?: boolean;
  children?: ComponentChildren;
}

/** A page or a part of it that has nothing to show yet, and says what to do. */
export function Notice({ title, part, children }: Props) {
  const Heading = part ? "h2" : "h1";
  return (
    <section class="notice">
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}

/** What stands where something is being fetched; it appears late (CSS), so that
 * a quick answer shows no flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what}…
    </p>
  );
}
