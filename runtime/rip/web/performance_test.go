package web_test

import "testing"

func TestPerformanceMeasuresBetweenMarks(t *testing.T) {
	expect(t, [][2]string{
		{`const a = performance.now(); await new Promise(r => setTimeout(r, 2)); const b = performance.now();
		  return [b - a >= 2, b < 60000, Math.abs(performance.timeOrigin + b - Date.now()) < 1000].join()`, "true,true,true"},
		{`performance.mark("a", { startTime: 5, detail: { x: 1 } }); performance.mark("b", { startTime: 8 });
		  const m = performance.measure("m", "a", "b"); performance.clearMarks("a");
		  return [m.duration, m.startTime, m.entryType, performance.getEntriesByType("mark").map(e => e.name)].join()`, "3,5,measure,b"},
		{`performance.mark("late", { startTime: 9 }); performance.mark("early", { startTime: 1 }); return performance.getEntries().map(e => e.name).join()`, "early,late"},
		{`try { performance.measure("m", "none") } catch (e) { return e.name }`, "SyntaxError"},
		{`const seen = new Promise(r => new PerformanceObserver(list => r(list.getEntries()[0].name)).observe({ entryTypes: ["mark"] })); performance.mark("observed"); return seen`, "observed"},
	})
}
