package workers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/rip-server/rip-server/control"
)

// maxJoins bounds the joins that nobody has taken yet; a fleet is smaller.
const maxJoins = 1024

// desk is the control socket that a fleet's workers join through. The real one
// asks who speaks and takes orders; here only our own children know the path.
type desk struct {
	socket string
	joins  chan control.Member
	http   *http.Server
	done   chan error // what Serve returned
}

func openDesk(socket string) (*desk, error) {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return nil, fmt.Errorf("open the workers' control socket: %w", err)
	}
	d := &desk{socket: socket, joins: make(chan control.Member, maxJoins), done: make(chan error, 1)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /worker", d.worker)
	d.http = &http.Server{Handler: mux, ReadTimeout: 2 * time.Second}
	go func() { d.done <- d.http.Serve(listener) }() // ends with close
	return d, nil
}

// worker answers joins and quits.
func (d *desk) worker(w http.ResponseWriter, r *http.Request) {
	var member control.Member
	if err := json.NewDecoder(r.Body).Decode(&member); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if member.Op == control.OpJoin {
		select {
		case d.joins <- member:
		default:
			http.Error(w, "too many joins", http.StatusServiceUnavailable)
			return
		}
	}
	_ = json.NewEncoder(w).Encode(control.Result{OK: true}) // a worker that is gone hears nothing
}

func (d *desk) close() error {
	err := d.http.Shutdown(context.Background()) // joins take no time
	if served := <-d.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
