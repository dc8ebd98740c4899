import {
  addBusinessDays, addMonths, differenceInCalendarDays, eachDayOfInterval, endOfMonth, format, formatDistance, formatDuration, formatISO9075,
  getISOWeek, intervalToDuration, isValid, isWeekend, parse, parseISO, startOfWeek,
} from "date-fns";
import { de, fr, ja } from "date-fns/locale";

// Dates in local time, so that answers are the same in every zone.
const locales = { de, fr, ja };

export default {
  fetch(request: Request) {
    const { searchParams: q } = new URL(request.url);
    const day = parseISO(q.get("day")!);
    if (!isValid(day)) return new Response("no date", { status: 422 });
    const locale = locales[q.get("locale") as keyof typeof locales];
    return Response.json({
      long: format(day, "EEEE, d. MMMM yyyy 'um' HH:mm:ss", { locale }),
      localized: format(day, "PPPP", { locale }), quarter: format(day, "qqqq", { locale }), ordinal: format(day, "do", { locale }),
      month: format(addMonths(day, 1), "yyyy-MM-dd"), business: format(addBusinessDays(day, 5), "yyyy-MM-dd"),
      end: formatISO9075(endOfMonth(day)), week: getISOWeek(day), weekend: isWeekend(day), monday: format(startOfWeek(day, { weekStartsOn: 1 }), "P", { locale }),
      days: eachDayOfInterval({ start: day, end: addMonths(day, 1) }).length, since: differenceInCalendarDays(day, new Date(2000, 0, 1)),
      distance: formatDistance(day, new Date(2024, 0, 1), { addSuffix: true, locale }),
      duration: formatDuration(intervalToDuration({ start: new Date(2000, 0, 1), end: day }), { locale }),
      parsed: format(parse("31.12.99", "dd.MM.yy", new Date(1990, 0, 1)), "yyyy-MM-dd"),
    });
  },
};
