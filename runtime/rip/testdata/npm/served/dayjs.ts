import dayjs from "dayjs";
import "dayjs/locale/de";
import advancedFormat from "dayjs/plugin/advancedFormat";
import customParseFormat from "dayjs/plugin/customParseFormat";
import duration from "dayjs/plugin/duration";
import localizedFormat from "dayjs/plugin/localizedFormat";
import relativeTime from "dayjs/plugin/relativeTime";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import weekOfYear from "dayjs/plugin/weekOfYear";

for (const plugin of [utc, timezone, relativeTime, duration, customParseFormat, localizedFormat, advancedFormat, weekOfYear]) dayjs.extend(plugin);

export default {
  fetch(request: Request) {
    const { searchParams: q } = new URL(request.url);
    const zone = q.get("zone")!;
    const moment = dayjs.utc(q.get("at")!);
    try {
      const there = moment.tz(zone);
      return Response.json({
        there: there.format("YYYY-MM-DD HH:mm:ss Z"), offset: there.utcOffset(), keep: moment.tz(zone, true).toISOString(),
        german: there.locale("de").format("dddd, D. MMMM YYYY LT"), ordinal: moment.format("Do wo"), week: moment.week(),
        nextDay: there.add(1, "day").format(), start: there.startOf("month").format(), parsed: dayjs.tz("03/31/2024 02:30", "MM/DD/YYYY HH:mm", zone).format(),
        from: moment.from(moment.add(3, "month")), human: dayjs.duration({ hours: 26 }).locale("de").humanize(true), iso: dayjs.duration(93784000).toISOString(),
        diff: moment.diff(dayjs.utc("2000-01-01"), "year", true).toFixed(4), strict: dayjs("31.02.2024", "DD.MM.YYYY", true).isValid(),
      });
    } catch (e) {
      return Response.json({ name: (e as Error).name }, { status: 422 });
    }
  },
};
