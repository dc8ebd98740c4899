// Dates and times of day, as texts.
import type { Validator } from "../validators";

export const times: Record<string, Validator> = {
  /** 2026-02-28 or 20260228; a day that there is. */
  date: (v: string) => {
    const [, year, , month, day] = /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(v) ?? [];
    if (year === undefined) return null;
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? v : null;
  },
  /** 9:05, 23:59:59. */
  time: (v: string) => (/^(2[0-3]|[01]?\d):[0-5]\d(:[0-5]\d)?$/.test(v) ? v : null),
  /** 9:05 pm. */
  time12: (v: string) => (/^(1[0-2]|0?[1-9]):[0-5]\d(:[0-5]\d)?\s?[ap]m$/i.test(v) ? v.toLowerCase() : null),
};
