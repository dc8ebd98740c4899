import { events, link } from "../live.ts";
import { now } from "../now.ts";
import { toApp } from "../router.ts";
import { ago, moment, when } from "../format.ts";
import { Loading, Notice } from "../parts/notice.tsx";
import { Stale } from "./link.tsx";

export function EventsPage() {
  return (
    <>
      <Stale />
      <div class="head">
        <h1>Events</h1>
      </div>
      <EventList />
    </>
  );
}

/** What happened to one app or all of them, newest first. */
export function EventList({ app }: { app?: string }) {
  const shown = app === undefined ? events.value : events.value.filter((e) => e.app === app);
  if (shown.length === 0) {
    if (link.value.is === "connecting") return <Loading what="events" />;
    return (
      <Notice title="Nothing has happened yet" part>
        <p>Deploys, starts, stops, crashes and changes of settings appear here as they happen.</p>
      </Notice>
    );
  }
  return (
    <ol class={app === undefined ? "events" : "events of-one"} aria-label="Events, newest first">
      {shown.map((e) => (
        <li key={e.id} data-kind={e.kind === "state" ? e.status : e.kind}>
          <time dateTime={e.time} title={`${moment(e.time)} (${ago(e.time, now.value)})`}>
            {when(e.time, now.value)}
          </time>
          {app === undefined && (e.app ? <a href={toApp(e.app)}>{e.app}</a> : <span class="quiet">platform</span>)}
          <span class="kind">{e.kind === "state" ? e.status : e.kind}</span>
          <Message text={e.message} />
        </li>
      ))}
    </ol>
  );
}

/** What has happened in a line; what a worker said at its end folds out. */
function Message({ text }: { text: string }) {
  const [first = "", ...rest] = text.split("\n");
  if (rest.length === 0) return <span class="message">{first}</span>;
  return (
    <details class="message">
      <summary>{first}</summary>
      <pre>{rest.join("\n")}</pre>
    </details>
  );
}
