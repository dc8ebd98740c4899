import dayjs from "dayjs";
import relativeTime from "dayjs/plugin/relativeTime";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(relativeTime);
const day = dayjs.utc("2024-02-28");

export const value = day.add(1, "day").format("YYYY-MM-DD") + " " + day.to(day.add(3, "hour"));
export const want = "2024-02-29 in 3 hours";
