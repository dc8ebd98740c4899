// needs Intl
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

export const value = dayjs.utc("2024-07-01T12:00:00Z").tz("America/New_York").format("HH:mm Z");
export const want = "08:00 -04:00";
