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
      <ol class="versions" reversed>
        {newest.map((v) => (
          <li key={v.version} aria-current={v.current || undefined}>
            <b>v{v.version}</b>
            <code>{v.directory}</code>
            <time dateTime={v.deployedAt} title={moment(v.deployedAt)}>
              {ago(v.deployedAt, now.value)}
            </time>
            {v.current ? <span class="pill">current</span> : mayChange.value && <RollBack app={app} version={v} />}
          </li>
        ))}
      </ol>
      {mayChange.value && (
        <a class="button" href={`${base}/deploy?update=${encodeURIComponent(app.name)}`}>
          Deploy a new version
        </a>
      )}
    </section>
  );
}

function RollBack({ app, version: { version, directory } }: { app: App; version: Version }) {
  const ask = () =>
    confirm({
      title: `Serve version ${version} of ${app.name}?`,
      text: `It is started from ${directory} and takes over without losing a request. If it does not come up, version ${app.version} stays.`,
      verb: "Roll back",
      yes: () => void orders.rollback(app.name, version),
    });
  return (
    <button type="button" class="button" aria-busy={busy(app.name) || undefined} onClick={ask}>
      Roll back to v{version}
    </button>
  );
}
