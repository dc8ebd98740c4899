import type { ComponentChildren } from "preact";

export interface Figure {
  name: string;
  value: ComponentChildren;
  /** It should not be there at all. */
  bad?: boolean;
}

/** Figures side by side, each under its name. */
export function Totals({ figures }: { figures: Figure[] }) {
  return (
    <dl class="totals">
      {figures.map(({ name, value, bad }) => (
        <div key={name} class={bad ? "bad" : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
