// Numbers and times as people read them. Figures keep a steady width, so that a
// table of them does not jump.

/** none stands where there is no figure. */
export const none = "–";

/** A count: 7, 940, 12.4k, 3.1M. */
export function count(n: number): string {
  if (n < 9_999.5) return String(Math.round(n));
  if (n < 999_500) return (n / 1000).toFixed(n < 99_950 ? 1 : 0) + "k";
  return (n / 1_000_000).toFixed(n < 100_000_000 ? 1 : 0) + "M";
}

/** A rate per second: 0, 0.4, 8.2, 140, 12.4k. */
export function rate(n: number): string {
  if (n > 0 && n < 0.1) return "<0.1";
  if (n < 10 && n !== Math.round(n)) return n.toFixed(1);
  return count(n);
}

/** Milliseconds: 0.4 ms, 12 ms, 1.25 s. No measurement is none. */
export function ms(n: number | null | undefined): string {
  if (n == null || n <= 0) return none;
  if (n < 10) return n.toFixed(1) + " ms";
  if (n < 1000) return Math.round(n) + " ms";
  return (n / 1000).toFixed(2) + " s";
}

/** Bytes in units of 1024: 512 B, 38 MB, 1.2 GB. */
export function bytes(n: number): string {
  if (n <= 0) return none;
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return (n < 10 && unit > 0 ? n.toFixed(1) : Math.round(n)) + " " + units[unit];
}

/** A span in seconds, in its largest two units: 42 s, 3 min, 2 h 10 min, 5 d 3 h. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const [d, h, m] = [Math.floor(s / 86400), Math.floor((s % 86400) / 3600), Math.floor((s % 3600) / 60)];
  if (s < 60) return s + " s";
  if (s < 3600) return m + " min";
  if (s < 86400) return m ? `${h} h ${m} min` : `${h} h`;
  return h ? `${d} d ${h} h` : `${d} d`;
}

/** How long ago a time was: now, 40 s ago, 3 min ago. */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (!Number.isFinite(seconds)) return none;
  return seconds < 2 ? "now" : span(seconds) + " ago";
}

/** How long until a time: in 29 d; that a time has passed. */
export function until(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000;
  if (!Number.isFinite(seconds)) return none;
  return seconds <= 0 ? ago(time, now) : "in " + span(seconds);
}

/** The time of day: 14:05:09. */
export function clock(time: string | number): string {
  const d = new Date(time);
  return Number.isNaN(d.getTime()) ? none : [d.getHours(), d.getMinutes(), d.getSeconds()].map(two).join(":");
}

/** Date and time: 2026-03-14 14:05. */
export function moment(time: string): string {
  const d = new Date(time);
  if (Number.isNaN(d.getTime())) return none;
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The time of day, with the date before it unless that is today's. */
export function when(time: string, now: number): string {
  return new Date(time).toDateString() === new Date(now).toDateString() ? clock(time) : moment(time);
}

/** "1 worker", "3 workers". */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
