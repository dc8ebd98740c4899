package bench

// ripApp is an app in Rip, which the server compiles and bun runs. It has a
// router of its own and answers JSON: the way to a worker costs what it does in
// ping-64, and what is missing to that is the app's.
func ripApp() Scenario {
	const path = "/hello/you"
	return Scenario{
		Name:    "rip",
		About:   "apps/hello-rip, an app in Rip on bun: JSON through a router of its own, over 64 connections, 4 workers (wrk)",
		App:     "apps/hello-rip",
		Targets: []string{"rip-server"},
		Find:    findWrk,
		Workers: 4,
		Path:    path,
		Measure: atFullSpeed(path, 64),
	}
}
