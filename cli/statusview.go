package cli

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/control"
)

// statusTable is one row for each server.
func statusTable(list []control.Status) string {
	s := newStyles()
	t := newTable(5, 6, 7, 8, 9)
	t.add("APP", "VARIANT", "STATE", "URL", "WORKERS", "VERSION", "UPTIME", "REQUESTS", "QUEUE", "PID")
	for _, st := range list {
		t.add(s.bold.Render(st.App), st.Variant, stateStyled(st.Status), s.name.Render(strings.Join(st.URLs, " ")),
			slotsText(st.Slots), strconv.Itoa(st.Version), span(st.Uptime), thousands(st.Traffic.Requests),
			strconv.Itoa(st.Traffic.QueueDepth), strconv.Itoa(st.PID))
	}
	return t.String("")
}

// statusDetails is what there is to know of one server beside its row.
func statusDetails(st control.Status) string {
	s := newStyles()
	t := newTable(2, 3, 4, 5, 6, 7, 8)
	t.add("WORKER", "STATE", "PID", "VERSION", "AGE", "REQUESTS", "STREAMS", "MEMORY", "RESTARTS")
	now := st.StartedAt.Add(time.Duration(st.Uptime * float64(time.Second))) // the server's clock
	for _, w := range st.Workers {
		age, pid := "", ""
		if w.PID != 0 {
			age, pid = span(now.Sub(w.StartedAt).Seconds()), strconv.Itoa(w.PID)
		}
		t.add(workerName(w), stateStyled(w.State), pid, strconv.Itoa(w.Version), age,
			thousands(w.Requests), strconv.Itoa(w.Streams), bytesText(w.RSS), strconv.Itoa(w.Restarts))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s", t.String(""))
	for _, w := range st.Workers {
		if w.LastError != "" {
			first, _, _ := strings.Cut(w.LastError, "\n") // all of it is in the log
			fmt.Fprintf(&b, "%s\n", s.bad.Render(workerName(w)+": "+first))
		}
	}
	facts := newTable()
	facts.add("Traffic", trafficText(st.Traffic))
	facts.add("Entry", st.Entry)
	facts.add("Runtime", st.Runtime)
	facts.add("Control", st.Control)
	facts.add("Server", "rip-server "+st.Build+", "+st.Env)
	fmt.Fprintf(&b, "\n%s", facts.String(""))
	return b.String()
}

// workerName is the worker's id, or its slot while that has no process.
func workerName(w control.WorkerStatus) string {
	if w.ID == "" {
		return fmt.Sprintf("slot %d", w.Slot)
	}
	return w.ID
}

// stateStyled is a state in the colour of how good it is.
func stateStyled(state string) string {
	s := newStyles()
	switch state {
	case "healthy", "idle", "busy":
		return s.good.Render(state)
	case "degraded", "backoff":
		return s.bad.Render(state)
	}
	return s.warn.Render(state)
}

// slotsText is "4: 3 idle, 1 busy"; states that no slot is in are left out.
func slotsText(c control.SlotCounts) string {
	var parts []string
	for _, part := range []struct {
		n    int
		name string
	}{{c.Idle, "idle"}, {c.Busy, "busy"}, {c.Starting, "starting"}, {c.Draining, "draining"}, {c.Backoff, "backoff"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.name))
		}
	}
	return fmt.Sprintf("%d: %s", c.Desired, strings.Join(parts, ", "))
}

func trafficText(t control.Traffic) string {
	requests := "requests"
	if t.Requests == 1 {
		requests = "request"
	}
	text := fmt.Sprintf("%s %s, %d in flight, %d of %d queued, %s retried, %d streams",
		thousands(t.Requests), requests, t.InFlight, t.QueueDepth, t.MaxQueue, thousands(t.Retries), t.Streams)
	for _, reason := range slices.Sorted(maps.Keys(t.Rejected)) {
		text += fmt.Sprintf(", %s %s", thousands(t.Rejected[reason]), reason)
	}
	return text
}

// span is a time in seconds with its two largest units: "2h5m", "1.2s" only
// below ten seconds.
func span(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	days := int(d.Hours()) / 24
	switch {
	case days > 0:
		return fmt.Sprintf("%dd%dh", days, int(d.Hours())%24)
	case d >= time.Hour:
		return fmt.Sprintf("%dh%dm", int(d.Hours()), int(d.Minutes())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%dm%ds", int(d.Minutes()), int(d.Seconds())%60)
	case d >= 10*time.Second:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	}
	return fmt.Sprintf("%.1fs", d.Seconds())
}

// thousands groups digits: 1,234,567.
func thousands(n uint64) string {
	text := strconv.FormatUint(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// bytesText is a size in MiB, empty when it is unknown.
func bytesText(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%.1fM", float64(n)/(1<<20))
}

// shortPath is a path relative to the working directory where that is shorter.
func shortPath(path string) string {
	wd, err := filepath.Abs(".")
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return path
}
