package peers

import (
	"path/filepath"
	"strconv"
)

// limit is the yardstick.
func limit() Peer {
	return Peer{
		Name:    "limit",
		About:   "the yardstick, bench/limit: one thread, one epoll, one request in flight per worker, first in first out; parses only the end of heads and Content-Length, checks nothing",
		Fleet:   true,
		Command: goProgram("limit", func(site Site) []string { return site.Sockets }),
		Ready:   "/ping",
	}
}

// fasthttpProxy is what a request costs with the fastest general codec.
func fasthttpProxy() Peer {
	return Peer{
		Name:    "fasthttp-proxy",
		About:   "bench/peers/fasthttpproxy: fasthttp's server and HostClient before ONE worker, no queue and no limit of requests in flight; for the CPU time per request",
		Fleet:   true,
		Command: goProgram("fasthttpproxy", func(site Site) []string { return site.Sockets[:1] }),
		Ready:   "/ping",
	}
}

// fasthttpHello is a server of Go with nothing to run.
func fasthttpHello() Peer {
	return Peer{
		Name:    "fasthttp-hello",
		About:   "bench/peers/fasthttphello: fasthttp answers \"pong\" itself; no worker, no queue, no log",
		Command: goProgram("fasthttphello", func(Site) []string { return nil }),
		Ready:   "/ping",
	}
}

// goProgram runs one of the benchmark's own Go programs, which the harness
// builds into bin/.
func goProgram(name string, args func(Site) []string) func(Site) (Command, error) {
	return func(site Site) (Command, error) {
		argv := []string{filepath.Join(site.Root, "bin", "bench-"+name), "-port=" + strconv.Itoa(site.Port)}
		return Command{Argv: append(argv, args(site)...)}, nil
	}
}
