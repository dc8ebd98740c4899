package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/rip-server/rip-server/control"
)

// aboutPath is where the platform tells of itself to its owner.
const aboutPath = "/platform/local"

// doorConns is how many commands of the owner can be under way at once.
const doorConns = 64

// localPlatform is a platform that runs under this user, as it tells of itself
// on its socket.
type localPlatform struct {
	PID   int    `json:"pid"`
	URL   string `json:"url"` // of API and dashboard
	Build string `json:"build"`
}

// platformPaths are the files of the platform that this user runs: there is
// one for each runtime directory.
func (p *Process) platformPaths() (control.Paths, error) {
	// No app's name begins so: its sockets are beside these, with the same variant.
	return control.NewPaths(control.RuntimeDir(p.getenv), "platform", "_controller", "")
}

// platformSocket is where this user's platform takes orders. Who can connect is
// its owner: the directory has mode 0700, the socket 0600, and the uid of each
// peer is checked. So no token is needed, and none can be lost.
func (p *Process) platformSocket() (string, error) {
	paths, err := p.platformPaths()
	return paths.Prefix + ".api.sock", err
}

func (s *platformServer) about() localPlatform {
	return localPlatform{PID: os.Getpid(), URL: s.urls()[0], Build: version()}
}

// ownersDoor serves the API on that socket.
type ownersDoor struct {
	path    string
	fresh   string // until it is open
	opened  bool
	left    bool // it is another process's now
	ln      net.Listener
	http    *http.Server
	serving sync.WaitGroup
	failed  func(error)
}

// openDoor opens the socket; open serves it. The claim is held: what is there
// was left by a platform that was killed.
func (s *platformServer) openDoor(api http.Handler) (*ownersDoor, error) {
	path, err := s.platformSocket()
	if err != nil {
		return nil, err
	}
	// Under another name first: a predecessor is found there until we open.
	fresh := fmt.Sprintf("%s.%d", path, os.Getpid())
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	ln, err := control.ListenPrivate(fresh, doorConns)
	if err != nil {
		return nil, err
	}
	scheme, _, _ := strings.Cut(s.urls()[0], ":")
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+aboutPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(s.about()) // to somebody who left, at worst
	})
	mux.HandleFunc("POST "+upgradePath, s.upgradeOrdered)
	mux.Handle("/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("X-Forwarded-For", "127.0.0.1") // the peer and scheme, as lb would tell them
		r.Header.Set("X-Forwarded-Proto", scheme)
		api.ServeHTTP(w, r)
	}))
	return &ownersDoor{
		path: path, fresh: fresh, ln: ln, http: &http.Server{Handler: mux, ReadHeaderTimeout: s.config.HeaderTimeout},
		failed: func(err error) {
			s.logger.Error("the platform's socket failed; commands need --server and a token until it is restarted", "err", err)
		},
	}, nil
}

// open serves in a goroutine that ends with close.
func (d *ownersDoor) open() {
	if err := os.Rename(d.fresh, d.path); err != nil {
		d.failed(err)
		return
	}
	d.opened = true
	d.serving.Go(func() {
		if err := d.http.Serve(d.ln); !errors.Is(err, http.ErrServerClosed) {
			d.failed(err)
		}
	})
}

// leave leaves the place where it is found to another process, which has taken it.
func (d *ownersDoor) leave() { d.left = true }

// close ends it; answers under way have a moment.
func (d *ownersDoor) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), politeness)
	defer cancel()
	err := d.http.Shutdown(ctx)
	if err != nil { // followers of logs, who do not end by themselves
		err = d.http.Close()
	}
	if cerr := d.ln.Close(); cerr != nil && !errors.Is(cerr, net.ErrClosed) {
		err = errors.Join(err, cerr)
	}
	d.serving.Wait()
	if d.opened && !d.left {
		err = errors.Join(err, os.Remove(d.path))
	}
	return err
}
