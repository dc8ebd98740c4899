package bunbridge_test

import (
	"encoding/json"
	"net"
	"net/http"
	"sync"
	"testing"
)

// message is what a worker says, decoded without the control package: the
// contract is the text on the wire.
type message struct {
	Op, App, WorkerID, Socket string
	PID, Version              int
}

// controlServer stands for the balancer's control socket.
type controlServer struct {
	path   string
	joined chan message // receives every accepted join
	quit   chan message
	stop   func() // ends the server; may be called twice

	mu       sync.Mutex
	refuse   string   // when set, joins are refused for this reason
	compiled []string // the paths that were compiled
}

func newControlServer(t *testing.T, path string) *controlServer {
	t.Helper()
	c := &controlServer{path: path, joined: make(chan message, 10), quit: make(chan message, 10)}
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: c}
	done := make(chan struct{})
	// Ends when the cleanup closes the server.
	go func() {
		defer close(done)
		_ = server.Serve(listener) // always http.ErrServerClosed
	}()
	c.stop = func() {
		_ = server.Close() // the second time it is closed already
		<-done
	}
	t.Cleanup(c.stop)
	return c
}

func (c *controlServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/compile" && r.Method == http.MethodPost {
		c.compile(w, r)
		return
	}
	var m message
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil || r.URL.Path != "/worker" || r.Method != http.MethodPost {
		http.Error(w, "unexpected", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	refuse := c.refuse
	c.mu.Unlock()
	if refuse != "" && m.Op == "join" {
		w.WriteHeader(http.StatusForbidden)
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": refuse})
		return
	}
	if m.Op == "join" {
		c.joined <- m
	} else {
		c.quit <- m
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true})
}

func (c *controlServer) refuseJoins(reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refuse = reason
}
