package appserver_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// serveExample serves apps/example, which has a route for each kind of answer.
func serveExample(t testing.TB, configure func(*setup)) *served {
	t.Helper()
	return serve(t, filepath.Join(testkit.Root(t), "apps", "example"), configure).ready()
}

func TestLargeBodiesArriveWholeInBothDirections(t *testing.T) {
	t.Parallel()
	s := serveExample(t, nil)
	body := make([]byte, 20<<20) // beyond what is kept in memory
	source := rand.NewChaCha8([32]byte{1})
	source.Read(body) // never fails
	sum := sha256.Sum256(body)
	up := s.send("POST", "/upload", string(body))
	if want := hex.EncodeToString(sum[:]); up.Status != 200 || !strings.Contains(up.Body, want) {
		t.Errorf("the upload arrived as %d %s, its sum is %s", up.Status, up.Body, want)
	}
	down := s.get(fmt.Sprintf("/download?bytes=%d", len(body)))
	if got, want := sha256.Sum256([]byte(down.Body)), sha256.Sum256([]byte(strings.Repeat(".", len(body)))); got != want {
		t.Errorf("the download of %d bytes arrived with %d and another sum", len(body), len(down.Body))
	}
}

func TestSlowClientsHoldNoWorker(t *testing.T) {
	t.Parallel()
	// A worker that a slow client held would be held for good; one that makes 32
	// downloads on a busy machine may well take longer than the default.
	s := serveExample(t, func(c *setup) { c.Workers, c.QueueTimeout = 1, 30*time.Second })
	for i := range 64 {
		conn, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if i%2 == 0 { // one that never ends its upload
			fmt.Fprint(conn, "POST /upload HTTP/1.1\r\nHost: slow\r\nContent-Length: 1000000\r\n\r\nsome of it")
		} else { // one that never reads its download
			fmt.Fprint(conn, "GET /download?bytes=1000000 HTTP/1.1\r\nHost: slow\r\n\r\n")
		}
	}
	fast := testkit.NewClient(s.addr)
	defer fast.Close()
	for range 20 {
		a, err := fast.Get("/ping")
		if err != nil {
			t.Fatal(err)
		}
		s.want(a, 200, "pong")
	}
	if rejected := s.Status().Traffic.Rejected; len(rejected) > 0 {
		t.Errorf("some were turned away: %v", rejected)
	}
}

func TestAnEventStreamFlowsAndHoldsNoWorker(t *testing.T) {
	t.Parallel()
	s := serveExample(t, func(c *setup) { c.Workers = 1 })
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	fmt.Fprint(conn, "GET /clock HTTP/1.1\r\nHost: x\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("the stream opens with %v %v", resp, err)
	}
	defer resp.Body.Close()
	events := bufio.NewReader(resp.Body)
	for range 2 { // the second is a second later: nothing gathers them
		line, err := events.ReadString('\n')
		if err != nil || line != "event: tick\n" {
			t.Fatalf("the stream says %q %v", line, err)
		}
		events.ReadString('\n')
		events.ReadString('\n')
		s.want(s.get("/ping"), 200, "pong") // the only worker is free
	}
	if n := s.Status().Traffic.Streams; n != 1 {
		t.Errorf("%d streams are counted", n)
	}
	conn.Close()
	testkit.Eventually(t, "the stream ends with its client", func() bool { return s.Status().Traffic.Streams == 0 })
}

func TestAWebSocketEchoesAndEndsWithARestartAfterItsGrace(t *testing.T) {
	t.Parallel()
	s := serveExample(t, func(c *setup) { c.Workers = 1 })
	ws := testkit.DialWebSocket(t, s.addr, "/ws")
	if greeting := ws.Hear(t); !strings.HasPrefix(greeting, "connected") {
		t.Errorf("the socket opens with %q", greeting)
	}
	for _, text := range []string{"hello", "there"} {
		ws.Say(t, text)
		if got := ws.Hear(t); got != text {
			t.Errorf("said %q, heard %q", text, got)
		}
		s.want(s.get("/ping"), 200, "pong")
	}
	if err := s.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, ws); err != nil {
		t.Errorf("the socket of the old worker is not closed but %v", err)
	}
	if n := s.Status().Traffic.Streams; n != 0 {
		t.Errorf("%d streams are counted after the restart", n)
	}
}
