import { fresh, link, retry } from "../live.ts";
import { now } from "../now.ts";
import { span } from "../format.ts";
import { Button } from "../parts/button.tsx";

/** Whether what is shown is live; if not, since when and what is being done. */
export function LinkState() {
  const state = link.value;
  if (state.is === "open") return <Pill kind="ok" text="live" />;
  if (state.is !== "waiting") return <Pill kind="warn" text="connecting…" />;
  const seconds = Math.max(0, Math.ceil((state.until - now.value) / 1000));
  return (
    <>
      <Pill kind="bad" text={seconds > 0 ? `offline, again in ${seconds} s` : "offline, trying…"} why={state.why} />
      <Button label="Try now" icon="restart" compact kind="quiet" onClick={retry} />
    </>
  );
}

function Pill({ kind, text, why }: { kind: string; text: string; why?: string }) {
  return (
    <span class="pill" data-kind={kind} title={why}>
      <i class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}

/** A blink of the connection is not worth a warning. In milliseconds. */
const patience = 5000;

/** What stands above figures that are no longer true. */
export function Stale() {
  const old = now.value - fresh.value;
  if (link.value.is === "open" || fresh.value === 0 || old < patience) return null;
  const age = span(old / 1000);
  return (
    <p class="banner" role="status">
      The platform does not answer; what you see is {age} old. It is asked again and again. If it was stopped, start it with{" "}
      <code>rip-server platform</code>.
    </p>
  );
}
