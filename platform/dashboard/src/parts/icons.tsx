// Sixteen units square, drawn in the text's colour. What they mean is said by
// the text or label beside them.

const shapes = {
  bolt: "M9.2 1 3 9h4l-.9 6L13 7H8.6z",
  restart: "M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5",
  play: "M4.5 3v10l8-5z",
  stop: "M4 4h8v8H4z",
  open: "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M6.5 3.5h-4v10h10v-4",
  close: "m4 4 8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  auto: "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
  light: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
  dark: "M13.2 9.8A5.7 5.7 0 0 1 6.2 2.8a5.7 5.7 0 1 0 7 7z",
  pause: "M5 3v10M11 3v10",
  down: "M8 3v10M4 9l4 4 4-4",
};

export type IconName = keyof typeof shapes;

/** The shapes that are areas; the others are lines. */
const filled: ReadonlySet<IconName> = new Set<IconName>(["bolt", "play", "stop"]);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={filled.has(name) ? "icon filled" : "icon"} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
