// Package peers knows the servers that the benchmark compares, how each is
// started and which settings it gets. No peer is made slow: each has what its
// own documentation recommends for many connections, and no access log unless
// its name says so.
package peers

import (
	"errors"
	"path/filepath"
	"runtime"
	"time"

	ripruntime "github.com/rip-server/rip-server/runtime"
)

// Peer is a server that can be measured.
type Peer struct {
	// Name is what tables and -target call it.
	Name string
	// About is how it is set up, a sentence or two for the report.
	About string
	// Fleet: it stands before bun workers that the harness starts for it.
	Fleet bool
	// Joins: the workers are made known to it on Site.Control as the control
	// protocol says.
	Joins bool
	// TLS: it speaks HTTPS and nothing else.
	TLS bool
	// Rip: it is rip-server, with metrics and orders on RipControl.
	Rip bool
	// Find says whether the peer can be run here; an error wraps ErrMissing and
	// says how to get it. nil is always.
	Find func() error
	// Command writes what the peer needs into the site's directory and says how
	// to run it.
	Command func(Site) (Command, error)
	// Ready is a path that is answered with 200 as soon as load may begin.
	Ready string
	// IsWorker tells, of the command line of a process below the peer's own,
	// whether that runs the app rather than balances. nil: none does.
	IsWorker func(cmdline string) bool
	// Version is the command that prints the version; empty is none of its own.
	Version []string
}

// ErrMissing is wrapped by errors about peers that are not installed.
var ErrMissing = errors.New("not installed")

// Site is where and how a peer runs.
type Site struct {
	Root    string // the repository, or where its programs are
	Dir     string // an empty directory for configuration, sockets and output
	Port    int    // on 127.0.0.1
	App     ripruntime.App
	Bun     string   // path of bun
	Workers int      // how many worker processes
	Sockets []string // of the fleet's workers, for a peer that wants a fleet
	Cert    string   // PEM file with certificate and key, for a peer that speaks TLS
	// MaxQueue and QueueTimeout bound waiting where the peer can bound it.
	MaxQueue     int
	QueueTimeout time.Duration
	// MaxBody is the largest request body in bytes.
	MaxBody int64
}

// Control is the path of the peer's control socket, where it has one.
func (s Site) Control() string { return filepath.Join(s.Dir, "peer.ctl.sock") }

// Command is a process that runs in the foreground and stops on SIGTERM. Env is
// added to this process's environment.
type Command struct {
	Argv []string
	Env  []string
}

// All lists every peer, rip-server first: ratios refer to the first.
func All() []Peer {
	return []Peer{
		ripServer("rip-server", "production mode, no access log, workers not replaced after a number of requests (r:0)", "--no-access-log"),
		ripServer("rip-server-log", "the same with its access log, written to a file"),
		limit(),
		bunBalancer(),
		haproxy("haproxy", 1, "one thread"),
		haproxy("haproxy-threads", runtime.NumCPU(), "one thread per core, its default"),
		nginx(),
		bunAlone(),
		nodeCluster(),
		fasthttpProxy(),
		ripServer("rip-vm", "the app on the embedded runtime, virtual machines within the server, no access log", "--runtime=rip", "--isolation=vm", "--no-access-log"),
		ripServer("rip-process", "the app on the embedded runtime, a process per worker, no access log", "--runtime=rip", "--isolation=process", "--no-access-log"),
		fasthttpHello(),
		withoutCache(ripServer("rip-vm-cold", "rip-vm without what earlier starts have kept on disk", "--runtime=rip", "--isolation=vm", "--no-access-log")),
		overTLS(ripServer("rip-server", "production mode, no access log", "--no-access-log")),
		overTLS(nginx()),
		overTLS(haproxy("haproxy", 1, "one thread")),
	}
}
