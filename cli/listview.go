package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

// appTable is one row for each app of a platform.
func appTable(apps []api.App) string {
	s := newStyles()
	t := newTable(3, 4, 5, 6, 7)
	t.add("APP", "STATE", "WORKERS", "REQ/S", "P99", "QUEUE", "MEMORY", "VERSION", "UPTIME", "URL")
	for _, app := range apps {
		url := ""
		if len(app.URLs) > 0 {
			url = app.URLs[0]
		}
		t.add(s.bold.Render(app.Name), appStateStyled(app.Status), workersText(app), rate(app.Traffic.RPS),
			latency(app), strconv.Itoa(app.Traffic.Queue), bytesText(app.Traffic.MemoryBytes),
			strconv.Itoa(app.Version), upSpan(app.UptimeSeconds), s.name.Render(url))
	}
	return t.String("")
}

// appDetails is what there is to know of one app beside its row.
func appDetails(app api.App) string {
	facts := newTable()
	facts.add("Traffic", fmt.Sprintf("%s requests, %s answered with 5xx, %d queued", thousands(app.Traffic.Requests), thousands(app.Traffic.Errors5xx), app.Traffic.Queue))
	facts.add("Directory", app.Directory)
	facts.add("Runtime", app.Runtime)
	facts.add("URLs", strings.Join(app.URLs, " "))
	if app.IdleStop != 0 {
		facts.add("Idle stop", "after "+app.IdleStop.String())
	}
	versions := newTable(0)
	versions.add("VERSION", "DEPLOYED", "DIRECTORY")
	for _, v := range app.Versions {
		mark := ""
		if v.Current {
			mark = newStyles().good.Render(" ← current")
		}
		directory := v.Directory
		if v.Copied {
			directory += " (copied)"
		}
		versions.add(strconv.Itoa(v.Version), v.DeployedAt.Local().Format(time.DateTime), directory+mark)
	}
	return "\n" + facts.String("") + "\n" + versions.String("")
}

// appStateStyled is an app's state in the colour of how good it is.
func appStateStyled(state platform.State) string {
	s, text := newStyles(), string(state)
	switch state {
	case platform.Running:
		return s.good.Render(text)
	case platform.Failed:
		return s.bad.Render(text)
	case platform.Idle, platform.Stopped, platform.Deployed:
		return s.dim.Render(text)
	}
	return s.warn.Render(text)
}

// workersText is "3" when all serve, "1/3" when some do not, and the number
// that is wanted while the app does not run.
func workersText(app api.App) string {
	serving := app.Slots.Idle + app.Slots.Busy
	if app.Slots.Desired == 0 || serving == app.Slots.Desired {
		return strconv.Itoa(app.Workers)
	}
	return fmt.Sprintf("%d/%d", serving, app.Slots.Desired)
}

// rate is requests a second: 0, 0.5, 12, 1,234.
func rate(perSecond float64) string {
	if perSecond == 0 || perSecond >= 10 {
		return thousands(uint64(perSecond + 0.5))
	}
	return fmt.Sprintf("%.1f", perSecond)
}

// latency is the 99th percentile, empty when nothing was asked of late.
func latency(app api.App) string {
	if app.Traffic.P99Ms == 0 {
		return ""
	}
	return ms(app.Traffic.P99Ms)
}

// upSpan is span, and empty for what does not run.
func upSpan(seconds float64) string {
	if seconds == 0 {
		return ""
	}
	return span(seconds)
}
