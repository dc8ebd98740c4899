import type { App, Version } from "../messages.ts";
import { busy, orders } from "../orders.ts";
import { now } from "../now.ts";
import { base } from "../router.ts";
import { mayChange } from "../session.ts";
import { ago, moment } from "../format.ts";
import { confirm } from "../parts/confirm.tsx";

/** The deploys of an app, newest first, and the ways to another one. */
export function Versions({ app }: { app: App }) {
  const newest = [...app.versions].reverse();
  return (
    <section aria-label="Versions">
      <ol class="rows" reversed>
        {newest.map((v) => (
          <li key={v.version} aria-current={v.current || undefined}>
            <b>v{v.version}</b>
            <code>{v.directory}</code>
            <span class="quiet">{v.copied ? "its own copy" : "in place"}</span>
            <time dateTime={v.deployedAt} title={moment(v.deployedAt)}>
              {ago(v.deployedAt, now.value)}
            </time>
            {v.current ? <span class="pill">current</span> : mayChange.value && <RollBack app={app} version={v} />}
          </li>
        ))}
      </ol>
      {newest.some((v) => !v.copied) && (
        <p class="quiet">
          A version in place runs what is in its directory whenever a worker starts: going back to it brings back its settings, not its code. One with
          a copy brings back both.
        </p>
      )}
      {mayChange.value && (
        <a class="button" href={`${base}/deploy?update=${encodeURIComponent(app.name)}`}>
          Deploy a new version
        </a>
      )}
    </section>
  );
}

function RollBack({ app, version: { version, directory, copied } }: { app: App; version: Version }) {
  const code = copied
    ? `Its copy of ${directory} is started, as the code was when it was deployed.`
    : `What is in ${directory} now is started, whatever was there when it was deployed: no copy was kept. Deploy with a copy to have the code to go back to.`;
  const ask = () =>
    confirm({
      title: `Serve version ${version} of ${app.name}?`,
      text: `${code} It takes over without losing a request; if it does not come up, version ${app.version} stays.`,
      verb: "Roll back",
      yes: () => void orders.rollback(app.name, version),
    });
  return (
    <button type="button" class="button" aria-busy={busy(app.name) || undefined} onClick={ask}>
      Roll back to v{version}
    </button>
  );
}
