package peers

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Binary is rip-server's, relative to the root; `mage build` makes it.
const Binary = "bin/rip-server"

// ripServer is the server under development as it runs in production, with
// additional flags. Workers are not replaced after a number of requests, which
// the default is: no peer does that, and at tens of thousands of requests a
// second it would be the boot of new workers that is measured.
func ripServer(name, about string, flags ...string) Peer {
	return Peer{
		Name:  name,
		About: about,
		Rip:   true,
		Command: func(site Site) (Command, error) {
			argv := []string{
				filepath.Join(site.Root, Binary), site.App.Entry, "prod",
				fmt.Sprintf("w:%d", site.Workers), "r:0", "--host=127.0.0.1",
				"--max-queue=" + strconv.Itoa(site.MaxQueue),
				"--queue-timeout-ms=" + strconv.FormatInt(site.QueueTimeout.Milliseconds(), 10),
				"--max-body=" + strconv.FormatInt(site.MaxBody, 10),
				"--socket-prefix=" + filepath.Join(site.Dir, "rip"),
			}
			env := []string{"RIP_RUNTIME_DIR=" + site.Dir, "RIP_BUN=" + site.Bun}
			return Command{Argv: slices.Concat(argv, site.listen(), flags), Env: env}, nil
		},
		Ready:    "/status",
		IsWorker: isWorker,
		Version:  []string{Binary, "version"},
	}
}

// withoutCache gives a rip-server a cache directory with nothing in it.
func withoutCache(p Peer) Peer {
	command := p.Command
	p.Command = func(site Site) (Command, error) {
		c, err := command(site)
		c.Env = append(c.Env, "RIP_CACHE_DIR="+filepath.Join(site.Dir, "cache"))
		return c, err
	}
	return p
}

// RipControl is the control socket of a rip-server at the site.
func RipControl(site Site) string { return filepath.Join(site.Dir, "rip.ctl.sock") }

// isWorker knows bunbridge's worker program by its directory, and the server's
// own by its verb, which is runtime/rip's: that whole runtime is too much to
// import for a word.
func isWorker(cmdline string) bool {
	return strings.Contains(cmdline, "/bunbridge-") || strings.HasSuffix(cmdline, " worker-process")
}
