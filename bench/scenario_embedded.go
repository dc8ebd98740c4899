package bench

// embedded asks what the embedded runtime costs: the same app on bun's workers,
// on virtual machines within the server, and on those in processes of their own.
// A program of Go that does nothing but answer is beside them.
func embedded() Scenario {
	const path = "/ping"
	return Scenario{
		Name:    "embedded",
		About:   "/ping of the same app on bun and on the embedded runtime, over 64 connections, 4 workers (wrk)",
		Targets: []string{"rip-server", "rip-vm", "rip-process", "fasthttp-hello"},
		Find:    findWrk,
		Workers: 4,
		Path:    path,
		Measure: atFullSpeed(path, 64),
	}
}
