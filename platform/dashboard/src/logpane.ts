import type { LogLine } from "./messages.ts";
import { clock } from "./format.ts";

/** Which lines are shown. */
export interface LogFilter {
  text: string;
  stream: string;
  worker: string;
}

/** The most lines on the page, and the most that wait while it is paused. */
const most = 4000;

/** LogPane shows a log in an element that scrolls. It writes the page itself,
 * once a frame: comparing thousands of lines for each new one would cost more
 * than the lines. It follows the end as long as one looks at the end. */
export class LogPane {
  private lines: { line: LogLine; row: HTMLElement }[] = [];
  private coming: LogLine[] = [];
  private paused = false;
  private filter: LogFilter = { text: "", stream: "", worker: "" };
  private frame = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly onChange: (state: { waiting: number; shown: number; total: number }) => void,
  ) {}

  add(line: LogLine): void {
    this.coming.push(line);
    if (this.coming.length > most) this.coming.shift();
    this.later();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.later();
  }

  show(filter: LogFilter): void {
    this.filter = filter;
    for (const { line, row } of this.lines) row.hidden = !fits(line, filter);
    this.toEnd();
    this.later();
  }

  /** Goes to the newest line and stays with it. */
  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Whether the newest line is in sight, give or take a line. */
  atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < 32;
  }

  close(): void {
    cancelAnimationFrame(this.frame);
  }

  private later(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.write();
    });
  }

  private write(): void {
    if (!this.paused && this.coming.length > 0) {
      const follow = this.atEnd();
      const rows = this.coming.map((line) => ({ line, row: render(line, this.filter) }));
      this.coming = [];
      this.lines.push(...rows);
      this.element.append(...rows.map((r) => r.row));
      for (const old of this.lines.splice(0, this.lines.length - most)) old.row.remove();
      if (follow) this.toEnd();
    }
    const shown = this.lines.reduce((n, { row }) => n + (row.hidden ? 0 : 1), 0);
    this.onChange({ waiting: this.coming.length, shown, total: this.lines.length });
  }
}

function fits(line: LogLine, filter: LogFilter): boolean {
  return (
    (filter.stream === "" || line.stream === filter.stream) &&
    (filter.worker === "" || line.worker === filter.worker) &&
    (filter.text === "" || line.text.toLowerCase().includes(filter.text.toLowerCase()))
  );
}

function render(line: LogLine, filter: LogFilter): HTMLElement {
  const row = document.createElement("div");
  row.dataset["stream"] = line.stream;
  row.hidden = !fits(line, filter);
  row.append(part("time", clock(line.time)), part("b", line.worker), part("span", plain(line.text)));
  return row;
}

function part(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** Without the colours and cursor moves of a terminal. */
export function plain(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, "");
}
