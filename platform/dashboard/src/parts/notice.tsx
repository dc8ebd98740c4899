import type { ComponentChildren } from "preact";

/** A page or a part of it that has nothing to show yet, and says what to do. */
export function Notice({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <section class="notice">
      <h2>{title}</h2>
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
