import type { App } from "../messages.ts";
import { busy, orders } from "../orders.ts";
import { mayChange } from "../session.ts";
import { bytes, count, ms, none, rate, span } from "../format.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons.tsx";
import { SlotsBar } from "../parts/slots.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { WorkerStepper } from "../parts/stepper.tsx";
import { Totals } from "../parts/totals.tsx";

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
  return (
    <Totals
      figures={[
        { name: "workers", value: <SlotsBar slots={app.slots} /> },
        { name: "req/s", value: rate(t.rps) },
        { name: "p50", value: ms(t.p50Ms) },
        { name: "p99", value: ms(t.p99Ms) },
        { name: "queue", value: count(t.queue) },
        { name: "5xx", value: <span data-bad={t.errors5xx > 0 || undefined}>{count(t.errors5xx)}</span> },
        { name: "requests", value: count(t.requests) },
        { name: "memory", value: bytes(t.memoryBytes) },
        { name: "version", value: "v" + app.version },
        { name: "up", value: app.uptimeSeconds > 0 ? span(app.uptimeSeconds) : none },
      ]}
    />
  );
}
