// needs Intl
import { Temporal } from "temporal-polyfill";

const start = Temporal.ZonedDateTime.from("2024-03-30T12:00[Europe/Berlin]");
const next = start.add({ days: 1 }); // summer time begins that night

export const value = [next.toString(), start.until(next, { largestUnit: "hour" }).toString(), Temporal.PlainDate.from("2024-02-28").add({ days: 2 }).toString(), next.toLocaleString("en-US", { dateStyle: "medium" })].join(" ");
export const want = "2024-03-31T12:00:00+02:00[Europe/Berlin] PT23H 2024-03-01 Mar 31, 2024";
