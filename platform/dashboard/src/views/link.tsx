import { fresh, link, retry } from "../live.ts";
import { now } from "../now.ts";
import { span } from "../format.ts";

/** Whether what is shown is live; if not, since when and what is being done. */
export function LinkState() {
  const state = link.value;
  if (state.is === "open") return <Pill kind="ok" text="live" />;
  if (state.is !== "waiting") return <Pill kind="warn" text="connecting…" />;
  const seconds = Math.max(0, Math.ceil((state.until - now.value) / 1000));
  return (
    <>
      <Pill kind="bad" text={seconds > 0 ? `offline, again in ${seconds} s` : "offline, trying…"} />
      <button type="button" class="button quiet" onClick={retry}>
        Try now
      </button>
    </>
  );
}

function Pill({ kind, text }: { kind: string; text: string }) {
  return (
    <span class="pill" data-kind={kind}>
      <i class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}

/** What stands above figures that are no longer true. */
export function Stale() {
  const state = link.value;
  if (state.is !== "waiting" || fresh.value === 0) return null;
  const age = span((now.value - fresh.value) / 1000);
  return (
    <p class="banner" role="status">
      The platform does not answer; what you see is {age} old. It is asked again and again. If it was stopped, start it with{" "}
      <code>rip-server platform</code>.
    </p>
  );
}
