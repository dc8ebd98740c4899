import uPlot from "uplot";
import { useEffect, useRef, useState } from "preact/hooks";
import { dark } from "../theme.ts";
import { clock } from "../format.ts";

export interface Line {
  label: string;
  /** The number of its colour: --series-1 and on, in CSS. */
  colour: number;
  /** Filled to the ground. */
  area?: boolean;
}

interface Props {
  title: string;
  lines: Line[];
  /** Seconds since the epoch, then one list of values per line. */
  data: uPlot.AlignedData;
  /** The seconds that the chart shows, up to its newest sample. */
  window: number;
  format: (value: number) => string;
  /** The top of the scale at least, so that nothing looks like much. */
  least: number;
  /** The scale's steps are powers of two, as for bytes. */
  binary?: boolean;
}

const height = 150;

const powersOfTwo = Array.from({ length: 42 }, (_, i) => 2 ** i);

/** A chart of uPlot under a legend that tells the values at the cursor, or the
 * newest ones. The cursors of all charts on a page move together. */
export function Chart(props: Props) {
  const { title, lines, data, window, format } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const [at, point] = useState<number | null>(null);
  const isDark = dark.value;
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const u = new uPlot(options(place, props, point), data, place);
    plot.current = u;
    const sizes = new ResizeObserver(() => u.setSize({ width: place.clientWidth, height }));
    sizes.observe(place);
    return () => {
      sizes.disconnect();
      u.destroy();
    };
  }, [isDark, window]);
  useEffect(() => plot.current?.setData(data), [data]);
  const times = data[0];
  const index = at ?? times.length - 1;
  const said = lines.map((line, i) => ({ line, value: data[i + 1]?.[index] }));
  const words = said.map(({ line, value }) => `${line.label} ${value == null ? "none" : format(value)}`).join(", ");
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <span class="legend">
          {at !== null && <time>{clock((times[at] ?? 0) * 1000)}</time>}
          {said.map(({ line, value }) => (
            <span key={line.label}>
              <i class="swatch" data-series={line.colour} />
              {lines.length > 1 && line.label + " "}
              <b>{value == null ? "–" : format(value)}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div class="plot" role="img" aria-label={`${title}, newest: ${words}`} ref={box} />
    </figure>
  );
}

function options(place: HTMLElement, props: Props, point: (index: number | null) => void): uPlot.Options {
  const { lines, window, format, least, binary } = props;
  const axis: uPlot.Axis = {
    stroke: colourOf(place, "--quiet"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: colourOf(place, "--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    padding: [8, 18, 0, 0],
    cursor: { sync: { key: "charts" }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: {
        range: (u) => {
          const end = u.data[0].at(-1) ?? Date.now() / 1000;
          return [end - window, end];
        },
      },
      y: { range: (_, _min, max) => [0, Math.max(least, (max ?? 0) * 1.1)] },
    },
    axes: [
      { ...axis, space: 56, size: 24, values: (_, ticks) => ticks.map((t) => clock(t * 1000).slice(0, t % 60 === 0 ? 5 : 8)) },
      { ...axis, space: 30, size: 58, ...(binary && { incrs: powersOfTwo }), values: (_, ticks) => ticks.map((t) => (t === 0 ? "0" : format(t))) },
    ],
    series: [{}, ...lines.map((line) => series(place, line))],
    hooks: { setCursor: [(u) => point(u.cursor.idx ?? null)] },
  };
}

function series(place: HTMLElement, line: Line): uPlot.Series {
  const stroke = colourOf(place, `--series-${line.colour}`);
  const drawn: uPlot.Series = { label: line.label, stroke, width: 1.5, points: { show: false } };
  if (line.area) drawn.fill = stroke.replace("rgb(", "rgba(").replace(")", ", 0.14)");
  return drawn;
}

/** The colour that a CSS variable stands for just now; a canvas needs it plain. */
function colourOf(place: HTMLElement, variable: string): string {
  place.style.color = `var(${variable})`;
  const colour = getComputedStyle(place).color;
  place.style.color = "";
  return colour;
}
