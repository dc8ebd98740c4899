package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// relayEnv makes the test binary the relay itself, with the program's arguments.
const relayEnv = "LIMIT_TEST_RELAY"

func TestMain(m *testing.M) {
	if os.Getenv(relayEnv) != "" {
		main()
	}
	os.Exit(m.Run())
}

func TestRelayKeepsOneRequestInFlightPerWorkerAndAnswersAll(t *testing.T) {
	var workers []*worker
	args := []string{"-port=" + strconv.Itoa(testkit.FreePort(t))}
	for range 3 {
		w := startWorker(t)
		workers = append(workers, w)
		args = append(args, w.socket)
	}
	base := startRelay(t, args)
	var clients sync.WaitGroup
	for i := range 24 {
		clients.Go(func() { ask(t, base, i) })
	}
	clients.Wait()
	total := int64(0)
	for i, w := range workers {
		total += w.served.Load()
		if most := w.most.Load(); most != 1 {
			t.Errorf("worker %d had %d requests at once", i, most)
		}
	}
	if total != 24*20 {
		t.Errorf("the workers served %d requests, want %d", total, 24*20)
	}
}

// ask sends 20 requests over one connection and wants its own words back.
func ask(t *testing.T, base string, client int) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for i := range 20 {
		text := strings.Repeat(fmt.Sprintf("client %d, request %d. ", client, i), 1+100*(i%3))
		response, err := (&http.Client{Transport: transport}).Post(base, "text/plain", strings.NewReader(text))
		if err != nil {
			t.Error(err)
			return
		}
		got, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || string(got) != text {
			t.Errorf("client %d got another answer than its own (%v)", client, err)
		}
	}
}

// worker echoes bodies and notes how many requests it has at once.
type worker struct {
	socket            string
	now, most, served atomic.Int64
}

func startWorker(t *testing.T) *worker {
	t.Helper()
	w := &worker{socket: filepath.Join(t.TempDir(), "s")}
	listener, err := net.Listen("unix", w.socket)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: w}
	go func() { _ = server.Serve(listener) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	return w
}

func (w *worker) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.most.Store(max(w.most.Load(), w.now.Add(1)))
	defer w.now.Add(-1)
	w.served.Add(1)
	body, err := io.ReadAll(r.Body) // before the answer begins: net/http reads nothing afterwards
	if err != nil {
		panic(http.ErrAbortHandler) // the client will miss its answer
	}
	out.Header().Set("Content-Length", fmt.Sprint(len(body))) // the relay knows no chunks
	_, _ = out.Write(body)
}

// startRelay runs the relay and waits until it listens.
func startRelay(t *testing.T, args []string) string {
	t.Helper()
	relay := exec.Command(os.Args[0], args...)
	relay.Env = append(os.Environ(), relayEnv+"=1")
	relay.Stderr = os.Stderr
	if err := relay.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = relay.Process.Kill(); _ = relay.Wait() })
	address := "127.0.0.1:" + strings.TrimPrefix(args[0], "-port=")
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return "http://" + address
		}
	}
	t.Fatal("the relay does not listen")
	return ""
}
