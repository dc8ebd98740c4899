package bench

// apiApp is an app with @rip/api and a thousand routes: finding one of the last,
// reading and checking two parameters, and answering with JSON is the app's; the
// rest is the way to a worker, as in ping-64.
func apiApp() Scenario {
	const path = "/users249/7/posts/8"
	return Scenario{
		Name:    "api",
		About:   "bench/apps/routes.rip, 1,000 routes of @rip/api: two checked parameters as JSON, over 64 connections, 4 workers (wrk)",
		App:     "bench/apps/routes.rip",
		Targets: []string{"rip-server", "rip-vm", "rip-process"},
		Find:    findWrk,
		Workers: 4,
		Path:    path,
		Measure: atFullSpeed(path, 64),
	}
}
