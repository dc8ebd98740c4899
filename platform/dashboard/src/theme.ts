import { effect, signal } from "@preact/signals";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "rip-server-theme";

/** The colours that the reader chose; auto is the system's. */
export const theme = signal<Theme>(stored());

/** True while dark colours are shown. Charts need to know: a canvas has no CSS. */
export const dark = signal(false);

/** Applies the theme now and whenever it changes. */
export function start(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.documentElement.dataset["theme"] = theme.value;
    dark.value = theme.value === "dark" || (theme.value === "auto" && system.matches);
  };
  system.addEventListener("change", apply);
  effect(apply);
}

/** Goes on to the next theme and remembers it. */
export function next(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "auto";
  try {
    localStorage.setItem(key, theme.value);
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}

function stored(): Theme {
  try {
    return themes.find((t) => t === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto";
  }
}
