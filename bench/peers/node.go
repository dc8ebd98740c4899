package peers

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
)

// nodeCluster is what PM2's cluster mode does.
func nodeCluster() Peer {
	return Peer{
		Name:  "node-cluster",
		About: "bench/peers/nodecluster: node's cluster module as PM2 uses it, plain node:http; connections go round, any number of requests in flight, /ping and /slow only",
		Find:  onPath("node", "https://nodejs.org"),
		Command: func(site Site) (Command, error) {
			return Command{
				Argv: []string{"node", filepath.Join(site.Root, "bench/peers/nodecluster/cluster.mjs")},
				Env:  []string{"NODE_ENV=production", "PORT=" + strconv.Itoa(site.Port), "WORKERS=" + strconv.Itoa(site.Workers)},
			}, nil
		},
		Ready:    "/ping",
		IsWorker: func(string) bool { return true },
		Version:  []string{"node", "--version"},
	}
}

// onPath is a Find for a program that must be on PATH.
func onPath(program, how string) func() error {
	return func() error {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%s is %w: %s", program, ErrMissing, how)
		}
		return nil
	}
}
