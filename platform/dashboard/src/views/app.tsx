import { apps, link } from "../live.ts";
import { base, tabs, toApp, type Tab } from "../router.ts";
import type { App } from "../messages.ts";
import { Loading, Notice } from "../parts/notice.tsx";
import { AppHead } from "./apphead.tsx";
import { Charts } from "./charts.tsx";
import { EventList } from "./events.tsx";
import { Logs } from "./logs.tsx";
import { SettingsTab } from "./settings.tsx";
import { Stale } from "./link.tsx";
import { Versions } from "./versions.tsx";

/** One app: its head, and one of its tabs. */
export function AppPage({ name, tab }: { name: string; tab: Tab }) {
  const app = apps.value?.find((a) => a.name === name);
  if (!apps.value) return link.value.is === "waiting" ? <Notice title="The platform does not answer" /> : <Loading what={name} />;
  if (!app) return <Gone name={name} />;
  return (
    <>
      <Stale />
      <AppHead app={app} />
      {app.error && <Trouble app={app} />}
      <nav class="tabs" aria-label={"Pages of " + name}>
        {tabs.map((t) => (
          <a key={t} href={toApp(name, t)} aria-current={t === tab ? "page" : undefined}>
            {t}
          </a>
        ))}
      </nav>
      {content(app, tab)}
    </>
  );
}

function content(app: App, tab: Tab) {
  switch (tab) {
    case "overview":
      return <Charts app={app} />;
    case "logs":
      return <Logs name={app.name} />;
    case "events":
      return <EventList app={app.name} />;
    case "versions":
      return <Versions app={app} />;
    case "settings":
      return <SettingsTab app={app} />;
  }
}

/** Why the app does not run as it should, in the words of the server. */
function Trouble({ app }: { app: App }) {
  return (
    <section class="trouble" aria-label="What is wrong">
      <pre>{app.error}</pre>
      <p>
        <a href={toApp(app.name, "logs")}>Its log</a> may tell more
        {app.versions.length > 1 && (
          <>
            ; <a href={toApp(app.name, "versions")}>an earlier version</a> is one click away
          </>
        )}
        .
      </p>
    </section>
  );
}

function Gone({ name }: { name: string }) {
  return (
    <Notice title={`There is no app “${name}”`}>
      <p>
        It may have been undeployed. <a href={base}>All apps</a>
      </p>
    </Notice>
  );
}
