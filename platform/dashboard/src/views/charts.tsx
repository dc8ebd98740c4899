import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { api } from "../api.ts";
import { taken } from "../live.ts";
import { append } from "../samples.ts";
import type { App, Metrics, SeriesName } from "../messages.ts";
import { bytes, count, ms, rate } from "../format.ts";
import { Chart } from "../parts/chart.tsx";
import { Loading } from "../parts/notice.tsx";

const windows = { "2 min": 120, "5 min": 300, "15 min": 900 };

/** The app's last minutes in charts, and how it goes on. */
export function Charts({ app }: { app: App }) {
  const [window, setWindow] = useState(300);
  const metrics = useMetrics(app, window);
  const data = useMemo(() => (metrics ? charts(metrics) : null), [metrics]);
  return (
    <section aria-label="Charts">
      <fieldset class="segments">
        <legend class="unseen">Time shown</legend>
        {Object.entries(windows).map(([label, seconds]) => (
          <label key={label}>
            <input type="radio" name="window" checked={window === seconds} onChange={() => setWindow(seconds)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {data ? (
        <div class="charts">
          <Chart title="Requests per second" lines={[{ label: "req/s", colour: 1, area: true }]} data={data.rps} window={window} format={rate} least={1} />
          <Chart title="Latency" lines={latency} data={data.latency} window={window} format={ms} least={1} />
          <Chart title="Errors per second" lines={[{ label: "5xx/s", colour: 3, area: true }]} data={data.errors} window={window} format={rate} least={1} />
          <Chart title="Queue and workers" lines={load} data={data.load} window={window} format={count} least={4} />
          <Chart title="Memory" lines={[{ label: "memory", colour: 5, area: true }]} data={data.memory} window={window} format={bytes} least={16 << 20} binary />
        </div>
      ) : (
        <Loading what="charts" />
      )}
    </section>
  );
}

const latency = [
  { label: "p50", colour: 2 },
  { label: "p99", colour: 1 },
];
const load = [
  { label: "queue", colour: 4, area: true },
  { label: "busy", colour: 2 },
];

/** The samples of the window: asked for once, then grown by each overview. */
function useMetrics(app: App, window: number): Metrics | null {
  const [metrics, setMetrics] = useState<Metrics | null>(null);
  const errors = useRef(app.traffic.errors5xx);
  const [gaps, setGaps] = useState(0);
  const now = taken.value;
  useEffect(() => {
    let left = false;
    void api
      .metrics(app.name, window + "s")
      .then((m) => left || setMetrics(m))
      .catch(() => {}); // live.ts says when the server is gone
    return () => {
      left = true;
    };
  }, [app.name, window, gaps]);
  useEffect(() => {
    const since = app.traffic.errors5xx - errors.current;
    errors.current = app.traffic.errors5xx;
    if (!metrics) return;
    const next = append(metrics, app, since, now, window);
    if (next) setMetrics(next);
    else setGaps(gaps + 1);
  }, [now]);
  return metrics;
}

function charts(m: Metrics) {
  const times = m.times.map((t) => Date.parse(t) / 1000);
  const of = (...names: SeriesName[]): uPlot.AlignedData => [times, ...names.map((n) => m.series[n])];
  const measured = (n: SeriesName) => m.series[n].map((v) => v || null);
  return {
    rps: of("rps"),
    // No request, no latency: a gap, not a zero.
    latency: [times, measured("p50"), measured("p99")] satisfies uPlot.AlignedData,
    errors: of("errors"),
    load: of("queue", "busy"),
    memory: of("memory"),
  };
}
