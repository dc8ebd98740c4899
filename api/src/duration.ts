// Durations as people write them.

const units: Record<string, number> = {
  s: 1, sec: 1, second: 1,
  m: 60, min: 60, minute: 60,
  h: 3600, hr: 3600, hour: 3600,
  d: 86400, day: 86400,
  w: 604800, week: 604800,
  month: 2592000,
  y: 31536000, year: 31536000,
};

/** A Cache-Control header for a duration. */
export function cacheControl(duration: number | string | false): string {
  const age = seconds(duration);
  if (age === 0) return "no-store";
  return `public, max-age=${age}${duration === "forever" ? ", immutable" : ""}`;
}

/** The seconds of 90, "90", "36m" or "2 hours"; "forever" is a year, and false,
 * "off" and "no-store" are 0. Everything else throws. */
function seconds(duration: number | string | false): number {
  if (duration === false || duration === "off" || duration === "no-store") return 0;
  if (duration === "forever") return units.year!;
  if (typeof duration === "number" && duration >= 0 && Number.isFinite(duration)) return Math.floor(duration);
  const [, count, name] = (typeof duration === "string" && /^(\d+)\s*([a-z]*)$/i.exec(duration.trim())) || [];
  const unit = name === "" ? 1 : (units[String(name).toLowerCase()] ?? units[String(name).toLowerCase().replace(/s$/, "")]);
  if (count === undefined || unit === undefined) {
    throw new TypeError(`not a duration: ${JSON.stringify(duration)}; write seconds, or '36m', '2 hours', 'forever', false`);
  }
  return Number(count) * unit;
}
