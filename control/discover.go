package control

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// answerTimeout is how long a found server may take to say its status.
const answerTimeout = time.Second

// Running is a server that answered, with what it said of itself.
type Running struct {
	Client *Client
	Status Status
}

// Discovery is what the runtime directory holds.
type Discovery struct {
	// Running are the servers that answered, by app and variant.
	Running []Running
	// Stale are control sockets that nobody listens on.
	Stale []string
	// Silent are control sockets that someone holds open without answering
	// in a second: a server that hangs, or one of another user.
	Silent []string
}

// Discover asks every control socket in runtimeDir for its status. A missing
// directory holds nothing.
func Discover(ctx context.Context, runtimeDir string) (Discovery, error) {
	entries, err := os.ReadDir(runtimeDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Discovery{}, fmt.Errorf("look for running servers: %w", err)
	}
	var (
		found Discovery
		mu    sync.Mutex // guards found
		asked sync.WaitGroup
	)
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".ctl.sock") {
			continue
		}
		socket := filepath.Join(runtimeDir, entry.Name())
		asked.Go(func() { // ends within answerTimeout
			status, err := askStatus(ctx, socket)
			mu.Lock()
			defer mu.Unlock()
			found.add(socket, status, err)
		})
	}
	asked.Wait()
	found.sort()
	return found, nil
}

func askStatus(ctx context.Context, socket string) (Status, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	return NewClient(socket).Status(ctx)
}

func (d *Discovery) add(socket string, status Status, err error) {
	switch {
	case err == nil:
		d.Running = append(d.Running, Running{Client: NewClient(socket), Status: status})
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, fs.ErrNotExist):
		d.Stale = append(d.Stale, socket)
	default:
		d.Silent = append(d.Silent, socket)
	}
}

func (d *Discovery) sort() {
	slices.SortFunc(d.Running, func(a, b Running) int { return strings.Compare(a.label(), b.label()) })
	slices.Sort(d.Stale)
	slices.Sort(d.Silent)
}

// Match finds the one server that name means: an app, "<variant>_<app>", a
// pid, or the path of an entry, an app's directory or a control socket. None
// or several are an error that lists what there is.
func (d Discovery) Match(name string) (Running, error) {
	matches := d.matches(name)
	switch {
	case len(matches) == 1:
		return matches[0], nil
	case len(matches) > 1:
		return Running{}, fmt.Errorf("%q means %s: say which", name, labels(matches))
	case len(d.Running) == 0:
		return Running{}, fmt.Errorf("no server is running, %q cannot be meant", name)
	}
	return Running{}, fmt.Errorf("no running server is called %q; running: %s", name, labels(d.Running))
}

// matches are those that name can mean. A server that has handed over to its
// heir, and only drains, is not meant any more.
func (d Discovery) matches(name string) (matches []Running) {
	for _, r := range d.Running {
		if r.is(name) {
			matches = append(matches, r)
		}
	}
	if len(matches) == 2 && matches[0].label() == matches[1].label() {
		return slices.DeleteFunc(matches, func(r Running) bool { return r.Status.Status == "draining" })
	}
	return matches
}

func (r Running) is(name string) bool {
	s := r.Status
	if name == s.App || name == s.Variant+"_"+s.App || name == strconv.Itoa(s.PID) {
		return true
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	return path == s.Entry || path == filepath.Dir(s.Entry) || path == s.Control || path == r.Client.Socket()
}

func (r Running) label() string { return r.Status.Variant + "_" + r.Status.App }

func labels(servers []Running) string {
	var names []string
	for _, r := range servers {
		names = append(names, fmt.Sprintf("%s (pid %d)", r.label(), r.Status.PID))
	}
	return strings.Join(names, ", ")
}
