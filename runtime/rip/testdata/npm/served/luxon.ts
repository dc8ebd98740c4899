import { DateTime, Duration, Info, Interval, Settings } from "luxon";

Settings.defaultZone = "utc";

export default {
  fetch(request: Request) {
    const { searchParams: q } = new URL(request.url);
    const at = DateTime.fromISO(q.get("at")!, { zone: q.get("zone")!, locale: q.get("locale")! });
    if (!at.isValid) return Response.json({ reason: at.invalidReason, why: at.invalidExplanation }, { status: 422 });
    return Response.json({
      iso: at.toISO(), http: at.toHTTP(), format: at.toFormat("cccc d LLLL yyyy, HH:mm ZZ"), full: at.toLocaleString(DateTime.DATETIME_MED), huge: at.toLocaleString(DateTime.DATE_HUGE),
      zone: at.zoneName, dst: at.isInDST, offset: at.offset, relative: at.toRelative({ base: at.plus({ days: 3 }) }), week: at.toISOWeekDate(),
      nextMonth: at.plus({ months: 1 }).toISODate(), gap: DateTime.fromObject({ year: 2024, month: 3, day: 31, hour: 2, minute: 30 }, { zone: q.get("zone")! }).toISO(),
      months: Info.months("short", { locale: q.get("locale")! }), weekdays: Info.weekdays("long", { locale: q.get("locale")! }),
      human: Duration.fromObject({ days: 1, hours: 2 }).reconfigure({ locale: q.get("locale")! }).toHuman(), split: Interval.after(at, { days: 1 }).splitBy({ hours: 12 }).length,
      parsed: DateTime.fromFormat("4 mars 2024", "d MMMM yyyy", { locale: "fr" }).toISODate(),
    });
  },
};
