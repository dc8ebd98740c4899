// needs Intl
import { DateTime, Interval } from "luxon";

const noon = DateTime.fromISO("2024-07-01T12:00:00Z", { zone: "America/New_York", locale: "fr" });

export const value = [
  noon.toFormat("d LLLL yyyy, HH:mm ZZ"), noon.toLocaleString(DateTime.DATE_FULL), noon.setLocale("de").toRelative({ base: noon.plus({ days: 2 }) }),
  Interval.fromDateTimes(noon, noon.plus({ hours: 5 })).length("hours"), noon.setZone("Asia/Tokyo").toISO(),
].join(" | ");
export const want = "1 juillet 2024, 08:00 -04:00 | 1 juillet 2024 | vor 2 Tagen | 5 | 2024-07-01T21:00:00.000+09:00";
