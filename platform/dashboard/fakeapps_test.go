//go:build e2e

package dashboard_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

// someApps are one app in each state that there is.
func someApps() []platform.App {
	shop := runningApp("shop", 3001, 142.6, 4)
	shop.Slots = platform.Slots{Desired: 4, Idle: 1, Busy: 3}
	shop.Traffic.Queue = 2
	big := runningApp("catalogue", 3002, 12480, 24)
	big.Slots = platform.Slots{Desired: 24, Idle: 6, Busy: 16, Starting: 1, Draining: 1}
	quiet := runningApp("intranet", 3003, 0, 1)
	quiet.Traffic.P50Ms, quiet.Traffic.P99Ms = 0, 0

	starting := runningApp("search", 3004, 0, 3)
	starting.Status, starting.Slots, starting.UptimeSeconds = platform.Starting, platform.Slots{Desired: 3, Starting: 2, Idle: 1}, 0
	idle := runningApp("newsletter", 3005, 0, 2)
	idle.Status, idle.Slots, idle.IdleStop, idle.UptimeSeconds = platform.Idle, platform.Slots{}, platform.Duration(10*time.Minute), 0
	stopped := runningApp("old-site", 3006, 0, 2)
	stopped.Status, stopped.Slots, stopped.UptimeSeconds, stopped.Traffic = platform.Stopped, platform.Slots{}, 0, platform.Traffic{}

	failing := runningApp("billing", 3007, 0.4, 3)
	failing.Status, failing.Slots = platform.Failed, platform.Slots{Desired: 3, Idle: 1, Backoff: 2}
	failing.Traffic.Errors5xx = 3120
	reason := "worker 2-1 ended with status 1 before it was ready (3 times in 10 s; the next try is in 8 s)\n" +
		"error: Cannot find module \"./ledger\" from \"/srv/billing/index.ts\""
	failing.Error = &reason
	return []platform.App{shop, big, quiet, starting, idle, stopped, failing}
}

func runningApp(name string, port int, rps float64, workers int) platform.App {
	started := time.Now().Add(-age)
	return platform.App{
		Name: name, Directory: "/srv/" + name, Port: port, Protocol: "http", Workers: workers, Status: platform.Running,
		StartedAt: &started, Version: 3, Versions: []platform.VersionSummary{
			{Version: 1, Directory: "/srv/releases/1/" + name, DeployedAt: started},
			{Version: 2, Directory: "/srv/" + name, DeployedAt: started.Add(time.Hour), Copied: true},
			{Version: 3, Directory: "/srv/" + name, DeployedAt: started.Add(26 * time.Hour), Copied: true, Current: true},
		},
		Hosts: []string{name + ".test"}, Settings: map[string]string{"maxMemory": "256M"}, Environ: []string{"DATABASE_URL"}, Revision: 17, Runtime: "bun 1.4.5",
		URLs:  []string{fmt.Sprintf("http://localhost:%d", port), fmt.Sprintf("http://%s.localhost:3000", name)},
		Slots: platform.Slots{Desired: workers, Idle: workers}, UptimeSeconds: age.Seconds(),
		Traffic: platform.Traffic{RPS: rps, P50Ms: 4.2, P99Ms: 38, Requests: uint64(rps * 5000), MemoryBytes: int64(workers) * 58e6},
	}
}

func someTokens(*http.Request) any {
	at := func(ago time.Duration) *time.Time { return new(time.Now().Add(-ago)) }
	return []api.Token{
		{ID: "0a1b2c3d4e", Name: "laptop", Scope: "admin", CreatedAt: *at(400 * time.Hour), LastUsedAt: at(time.Minute)},
		{ID: "1a1b2c3d4e", Name: "ci of the shop, main branch", Scope: "deploy", CreatedAt: *at(90 * time.Hour), LastUsedAt: at(5 * time.Hour), ExpiresAt: at(-700 * time.Hour)},
		{ID: "2a1b2c3d4e", Name: "wallboard", Scope: "read", CreatedAt: *at(1000 * time.Hour), ExpiresAt: at(30 * time.Hour)},
	}
}

func (f *fakePlatform) events(*http.Request) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	overview, _ := json.Marshal(map[string]any{"time": time.Now(), "apps": f.apps, "stats": f.stats()})
	messages := []string{"event: apps\ndata: " + string(overview)}
	for i, e := range []platform.Event{
		{App: "", Kind: "note", Message: "the platform has started with 7 apps"},
		{App: "shop", Kind: "updated", Message: "version 3 from /srv/shop has the traffic"},
		{App: "catalogue", Kind: "scaled", Message: "24 workers are wanted, 16 before"},
		{App: "newsletter", Kind: "state", Message: "idle: no request for 10m"},
		{App: "billing", Kind: "worker", Message: "worker 2-1 ended with status 1 before it was ready\nerror: Cannot find module \"./ledger\""},
		{App: "billing", Kind: "degraded", Message: "2 of 3 workers have failed for 30 s"},
	} {
		e.ID, e.Time = uint64(i+1), time.Now().Add(time.Duration(i-9)*time.Minute)
		data, _ := json.Marshal(e)
		messages = append(messages, fmt.Sprintf("id: %d\ndata: %s", e.ID, data))
	}
	return messages
}

// logs are 60 lines, of which a reader that comes again has some.
func logs(r *http.Request) []string {
	var messages []string
	seen, _ := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	for i := seen; i < 60; i++ {
		line := map[string]any{"time": time.Now().Add(time.Duration(i-60) * time.Second), "worker": fmt.Sprintf("%d-1", i%3+1), "stream": "stdout"}
		switch i % 9 {
		case 4:
			line["stream"], line["text"] = "stderr", "warn: the price list is 4 h old; asking http://prices.internal/list.json again"
		case 7:
			line["text"] = "\x1b[32m✓\x1b[0m sent 128 mails in 3.1 s"
		default:
			line["text"] = fmt.Sprintf("GET /products/%d 200 in %d ms", 1000+37*i, 3+i%11)
		}
		data, _ := json.Marshal(line)
		messages = append(messages, fmt.Sprintf("id: %d\nevent: line\ndata: %s", i+1, data))
	}
	return messages
}
