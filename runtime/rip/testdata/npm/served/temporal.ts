import { Temporal } from "temporal-polyfill";

export default {
  fetch(request: Request) {
    const { searchParams: q } = new URL(request.url);
    try {
      const at = Temporal.ZonedDateTime.from(q.get("at")!);
      const next = at.add({ days: 1 });
      return Response.json({
        next: next.toString(), hours: at.until(next, { largestUnit: "hour" }).toString(), inTokyo: at.withTimeZone("Asia/Tokyo").toString(),
        week: at.weekOfYear, days: at.daysInMonth, instant: at.toInstant().epochMilliseconds, rounded: at.round("hour").toString(), text: at.toLocaleString("en-US", { dateStyle: "medium" }),
        leap: Temporal.PlainDate.from("2024-01-31").add({ months: 1 }).toString(), total: Temporal.Duration.from("PT90M").total("hour"),
      });
    } catch (e) {
      return Response.json({ name: (e as Error).name }, { status: 422 });
    }
  },
};
