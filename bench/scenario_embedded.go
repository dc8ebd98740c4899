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

// embeddedStart asks how soon an app on the embedded runtime answers first, with
// what earlier starts have kept and without, and what a worker holds then. The
// app is in Rip and uses @rip/api: all that a start can have to do.
func embeddedStart() Scenario {
	s := start()
	s.Name = "embedded-start"
	s.About = "apps/example on the embedded runtime: from the start of the process to the first good answer, then the memory of the idle server and of its worker"
	s.App = "apps/example"
	s.Targets = []string{"rip-server", "rip-vm", "rip-vm-cold", "rip-process"}
	s.Workers = 1
	return s
}
