import { Icon, type IconName } from "./icons.tsx";

interface Props {
  /** What it does; told to those who see no icon. */
  label: string;
  icon?: IconName;
  /** Only the icon is seen. */
  compact?: boolean;
  kind?: "primary" | "danger" | "quiet";
  busy?: boolean;
  onClick: () => void;
}

/** A button that keeps the keyboard's focus while its order is on its way. */
export function Button({ label, icon, compact, kind, busy, onClick }: Props) {
  return (
    <button
      type="button"
      class={["button", kind, compact && "compact"].filter(Boolean).join(" ")}
      aria-label={compact ? label : undefined}
      title={compact ? label : undefined}
      aria-busy={busy || undefined}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {icon && <Icon name={icon} />}
      {!compact && label}
    </button>
  );
}
