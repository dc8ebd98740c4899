import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { App } from "../messages.ts";
import { toApp } from "../router.ts";
import { busy, orders } from "../orders.ts";
import { mayChange } from "../session.ts";
import { bytes, count, ms, none, rate, span } from "../format.ts";
import { Button } from "../parts/button.tsx";
import { SlotsBar } from "../parts/slots.tsx";
import { Sparkline } from "../parts/sparkline.tsx";
import { StatusBadge } from "../parts/status.tsx";

interface Column {
  name: string;
  /** What rows are sorted by: text from a to z, figures from the largest. */
  key: (a: App) => string | number;
  cell: (a: App) => ComponentChildren;
}

const columns: Column[] = [
  { name: "state", key: (a) => a.status, cell: (a) => <StatusBadge status={a.status} /> },
  { name: "workers", key: (a) => a.slots.desired, cell: (a) => <SlotsBar slots={a.slots} /> },
  { name: "req/s", key: (a) => a.traffic.rps, cell: (a) => [<Sparkline app={a.name} />, <b>{rate(a.traffic.rps)}</b>] },
  { name: "p50", key: (a) => a.traffic.p50Ms, cell: (a) => ms(a.traffic.p50Ms) },
  { name: "p99", key: (a) => a.traffic.p99Ms, cell: (a) => ms(a.traffic.p99Ms) },
  { name: "queue", key: (a) => a.traffic.queue, cell: (a) => count(a.traffic.queue) },
  { name: "5xx", key: (a) => a.traffic.errors5xx, cell: (a) => <span data-bad={a.traffic.errors5xx > 0 || undefined}>{count(a.traffic.errors5xx)}</span> },
  { name: "memory", key: (a) => a.traffic.memoryBytes, cell: (a) => bytes(a.traffic.memoryBytes) },
  { name: "version", key: (a) => a.version, cell: (a) => "v" + a.version },
  { name: "up", key: (a) => a.uptimeSeconds, cell: (a) => (a.uptimeSeconds > 0 ? span(a.uptimeSeconds) : none) },
];

/** The apps, one a row; on a phone, one a card. Roles are written out because a
 * table that CSS lays out anew is none to screen readers. */
export function AppsTable({ apps }: { apps: App[] }) {
  const [order, setOrder] = useState("app");
  const by = columns.find((c) => c.name === order);
  const sorted = [...apps].sort((a, b) => (by ? compare(by.key(a), by.key(b)) : 0) || a.name.localeCompare(b.name));
  const head = (name: string) => (
    <th key={name} role="columnheader" scope="col" data-column={name} aria-sort={order === name ? (isText(name) ? "ascending" : "descending") : undefined}>
      <button type="button" onClick={() => setOrder(name)}>
        {name}
      </button>
    </th>
  );
  return (
    <table class="apps" role="table" aria-label="Apps">
      <thead role="rowgroup">
        <tr role="row">
          {head("app")}
          {columns.map((c) => head(c.name))}
          <th role="columnheader" scope="col" data-column="actions">
            <span class="unseen">actions</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {sorted.map((app) => (
          <Row key={app.name} app={app} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ app }: { app: App }) {
  const address = app.urls[0];
  return (
    <tr role="row" data-status={app.status}>
      <th role="rowheader" scope="row" data-column="app">
        <a href={toApp(app.name)}>{app.name}</a>
        {app.error ? <small class="why">{app.error.split("\n")[0]}</small> : address && <small>{address.replace(/^https?:\/\//, "")}</small>}
      </th>
      {columns.map((c) => (
        <td key={c.name} role="cell" data-column={c.name} data-label={c.name}>
          {c.cell(app)}
        </td>
      ))}
      <td role="cell" data-column="actions">
        {mayChange.value && <Actions app={app} />}
      </td>
    </tr>
  );
}

function Actions({ app: { name, status } }: { app: App }) {
  const waits = busy(name);
  if (status === "stopped" || status === "deployed")
    return <Button label={"Start " + name} icon="play" compact kind="quiet" busy={waits} onClick={() => void orders.start(name)} />;
  return (
    <>
      <Button label={"Restart " + name} icon="restart" compact kind="quiet" busy={waits} onClick={() => void orders.restart(name)} />
      <Button label={"Stop " + name} icon="stop" compact kind="quiet" busy={waits} onClick={() => void orders.stop(name)} />
    </>
  );
}

function isText(column: string): boolean {
  return column === "app" || column === "state";
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? b - a : String(a).localeCompare(String(b));
}
