import { useEffect, useRef, useState } from "preact/hooks";
import { logsAddress } from "../api.ts";
import type { LogLine } from "../messages.ts";
import { LogPane, type LogFilter } from "../logpane.ts";
import type { Message } from "../sseparser.ts";
import { Stream, type StreamState } from "../stream.ts";
import { plural } from "../format.ts";
import { Button } from "../parts/button.tsx";

/** How much of the past is shown at first. */
const tail = 500;

/** An app's output as it comes, with its last lines before. */
export function Logs({ name }: { name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const { pane, count, workers, link } = useLog(name, box);
  const [filter, setFilter] = useState<LogFilter>({ text: "", stream: "", worker: "" });
  const [paused, setPaused] = useState(false);
  const [follows, setFollows] = useState(true);
  useEffect(() => pane.current?.show(filter), [filter]);
  useEffect(() => pane.current?.pause(paused), [paused]);
  const pause = paused ? `Go on (${count.waiting} new)` : "Pause";
  return (
    <section class="logs" aria-label={"Log of " + name}>
      <div class="row">
        <Filters filter={filter} onChange={setFilter} workers={workers} />
        <span class="grow" />
        <Button label={pause} icon={paused ? "play" : "pause"} onClick={() => setPaused(!paused)} />
        {!follows && <Button label="Follow" icon="down" onClick={() => pane.current?.toEnd()} />}
      </div>
      <div class="log" role="log" aria-live="off" aria-label="Lines" tabIndex={0} ref={box} onScroll={() => setFollows(pane.current?.atEnd() ?? true)} />
      <p class="quiet" role="status">
        {sentence(link, count)}
      </p>
    </section>
  );
}

/** Reads an app's log into a pane within box, for as long as that is shown. */
function useLog(name: string, box: { current: HTMLDivElement | null }) {
  const pane = useRef<LogPane | undefined>(undefined);
  const [count, setCount] = useState({ waiting: 0, shown: 0, total: 0 });
  const [workers, setWorkers] = useState<string[]>([]);
  const [link, setLink] = useState<StreamState>({ is: "connecting" });
  useEffect(() => {
    if (!box.current) return;
    const log = new LogPane(box.current, setCount);
    pane.current = log;
    const heard = (m: Message) => {
      if (m.event !== "line") return;
      const line = JSON.parse(m.data) as LogLine;
      setWorkers((known) => (known.includes(line.worker) ? known : [...known, line.worker].sort()));
      log.add(line);
    };
    const stream = new Stream(logsAddress(name, tail), heard, setLink);
    stream.open();
    return () => {
      stream.close();
      log.close();
    };
  }, [name]);
  return { pane, count, workers, link };
}

interface FiltersProps {
  filter: LogFilter;
  workers: string[];
  onChange: (f: LogFilter) => void;
}

function Filters({ filter, workers, onChange }: FiltersProps) {
  return (
    <>
      <input
        type="search"
        class="filter"
        name="filter"
        placeholder="Filter lines"
        aria-label="Filter lines"
        value={filter.text}
        onInput={(e) => onChange({ ...filter, text: e.currentTarget.value })}
      />
      <select aria-label="Stream" value={filter.stream} onChange={(e) => onChange({ ...filter, stream: e.currentTarget.value })}>
        <option value="">both streams</option>
        <option value="stdout">stdout</option>
        <option value="stderr">stderr</option>
      </select>
      <select aria-label="Worker" value={filter.worker} onChange={(e) => onChange({ ...filter, worker: e.currentTarget.value })}>
        <option value="">all workers</option>
        {workers.map((w) => (
          <option key={w} value={w}>
            {w}
          </option>
        ))}
      </select>
    </>
  );
}

function sentence(link: StreamState, { shown, total }: { shown: number; total: number }): string {
  if (link.is === "waiting") return `The log broke off: ${link.why}. It is opened again.`;
  if (link.is !== "open") return "Opening the log…";
  if (total === 0) return "No output yet. What the app prints appears here.";
  return shown === total ? plural(total, "line") : `${shown} of ${plural(total, "line")}`;
}
