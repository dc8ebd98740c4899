import type { ComponentChildren } from "preact";
import type { App } from "../messages.ts";
import { busy, orders } from "../orders.ts";
import { mayChange } from "../session.ts";
import { bytes, count, ms, none, rate, span } from "../format.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons.tsx";
import { SlotsBar } from "../parts/slots.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { WorkerStepper } from "../parts/stepper.tsx";

/** Name, state, addresses, orders and the figures of now. */
export function AppHead({ app }: { app: App }) {
  return (
    <div class="apphead">
      <div class="head">
        <h1>{app.name}</h1>
        <StatusBadge status={app.status} />
        <span class="grow" />
        {mayChange.value && <Orders app={app} />}
      </div>
      <p class="addresses">
        {app.urls.map((url) => (
          <a key={url} href={url} target="_blank" rel="noreferrer">
            {url}
            <Icon name="open" />
          </a>
        ))}
      </p>
      <Figures app={app} />
    </div>
  );
}

function Orders({ app: { name, status, workers } }: { app: App }) {
  const waits = busy(name);
  const off = status === "stopped" || status === "deployed";
  return (
    <div class="row">
      <WorkerStepper app={name} workers={workers} />
      {!off && <Button label="Restart" icon="restart" busy={waits} onClick={() => void orders.restart(name)} />}
      {off ? (
        <Button label="Start" icon="play" kind="primary" busy={waits} onClick={() => void orders.start(name)} />
      ) : (
        <Button label="Stop" icon="stop" busy={waits} onClick={() => void orders.stop(name)} />
      )}
    </div>
  );
}

function Figures({ app }: { app: App }) {
  const t = app.traffic;
  const tiles: [string, ComponentChildren][] = [
    ["workers", <SlotsBar slots={app.slots} />],
    ["req/s", rate(t.rps)],
    ["p50", ms(t.p50Ms)],
    ["p99", ms(t.p99Ms)],
    ["queue", count(t.queue)],
    ["5xx", <span data-bad={t.errors5xx > 0 || undefined}>{count(t.errors5xx)}</span>],
    ["requests", count(t.requests)],
    ["memory", bytes(t.memoryBytes)],
    ["version", "v" + app.version],
    ["up", app.uptimeSeconds > 0 ? span(app.uptimeSeconds) : none],
  ];
  return (
    <dl class="totals">
      {tiles.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
