package peers

import (
	"path/filepath"
	"strconv"
)

// bunBalancer is the specification's own design.
func bunBalancer() Peer {
	return Peer{
		Name:  "bun-balancer",
		About: "bench/peers/bunbalancer: the specification v0.2 in Bun: Bun.serve on TCP, fetch over each worker's Unix socket with keep-alive, one in flight, FIFO queue bounded in number and time",
		Fleet: true,
		Joins: true,
		Command: func(site Site) (Command, error) {
			return Command{
				Argv: []string{site.Bun, filepath.Join(site.Root, "bench/peers/bunbalancer/balancer.ts")},
				Env: []string{
					"NODE_ENV=production",
					"PORT=" + strconv.Itoa(site.Port),
					"RIP_APP_NAME=" + site.App.Name,
					"RIP_CONTROL=" + site.Control(),
					"RIP_MAX_QUEUE=" + strconv.Itoa(site.MaxQueue),
					"RIP_QUEUE_TIMEOUT_MS=" + strconv.FormatInt(site.QueueTimeout.Milliseconds(), 10),
				},
			}, nil
		},
		Ready: "/status",
	}
}

// bunAlone is the app with nothing before it. It is one process on one core,
// without isolation, queue or limits.
func bunAlone() Peer {
	return Peer{
		Name:  "bun-alone",
		About: "bench/peers/bunalone: the app in one Bun.serve process on TCP; no balancer, any number of requests in flight",
		Command: func(site Site) (Command, error) {
			return Command{
				Argv: []string{site.Bun, filepath.Join(site.Root, "bench/peers/bunalone/alone.ts")},
				Env:  []string{"NODE_ENV=production", "PORT=" + strconv.Itoa(site.Port), "RIP_APP_ENTRY=" + site.App.Entry},
			}, nil
		},
		Ready:    "/ping",
		IsWorker: func(string) bool { return true },
	}
}
