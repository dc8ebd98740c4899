package control

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestOrdersReachTheApp(t *testing.T) {
	a, client := running(t)
	status, err := client.Status(t.Context())
	if err != nil || status.App != "shop" || status.PID != os.Getpid() {
		t.Errorf("status is %+v, %v", status, err)
	}
	if err := client.Scale(t.Context(), 7); err != nil || a.scaled != 7 {
		t.Errorf("scaled to %d, %v", a.scaled, err)
	}
	if err := client.Stop(t.Context()); err != nil || a.stops != 1 {
		t.Errorf("stopped %d times, %v", a.stops, err)
	}
	wantRefusal(t, client.Reload(t.Context()), 409, "version 2 did not come up")
	wantRefusal(t, client.Drain(t.Context()), 500, "the disk is on fire")
	body, err := client.Metrics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if text, _ := io.ReadAll(body); string(text) != "rip_up 1\n" {
		t.Errorf("metrics are %q", text)
	}
}

// An order whose body is left unread would be cut off by the read timeout.
func TestLongOrderOutlivesTheReadTimeout(t *testing.T) {
	a, client := running(t)
	done := make(chan error, 1)
	go func() { done <- client.Restart(context.Background()) }()
	select {
	case err := <-done:
		t.Fatalf("the restart ended before it was done: %v", err)
	case err := <-a.left:
		t.Fatalf("the restart was cancelled: %v", err)
	case <-time.After(readTimeout + 500*time.Millisecond):
	}
	close(a.block)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestOrderLearnsThatItsCallerLeft(t *testing.T) {
	a, client := running(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- client.Restart(ctx) }()
	<-a.began
	if _, err := client.Status(t.Context()); err != nil { // others are served meanwhile
		t.Error(err)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller got %v", err)
	}
	if err := <-a.left; !errors.Is(err, context.Canceled) {
		t.Errorf("the order got %v", err)
	}
}

func TestWaitingOrdersNeverKeepWorkersOut(t *testing.T) {
	a, client := running(t)
	done := make(chan error, maxConns)
	for range maxWaiting + 1 {
		go func() { done <- client.Restart(context.Background()) }()
	}
	wantRefusal(t, <-done, 503, "wait on this socket already")
	if err := client.Join(t.Context(), Member{App: "shop", WorkerID: "1-1", PID: 1, Socket: workerSocket(t)}); err != nil {
		t.Errorf("a worker could not join: %v", err)
	}
	close(a.block)
	for range maxWaiting {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestLogsAreFollowedUntilTheCallerLeaves(t *testing.T) {
	a, client := running(t)
	for i := range 5 {
		a.book.Append(LogLine{Worker: "1-1", Text: fmt.Sprint("old ", i)})
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var heard bytes.Buffer
	for line, err := range client.Logs(ctx, 2, true) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&heard, line.Text)
		switch line.Text {
		case "old 4":
			a.book.Append(LogLine{Worker: "1-1", Text: "new"})
		case "new":
			cancel()
		}
	}
	if want := "old 3\nold 4\nnew\n"; heard.String() != want {
		t.Errorf("heard %q, want %q", heard.String(), want)
	}
}

func TestCloseEndsFollowers(t *testing.T) {
	a := newApp()
	socket := filepath.Join(private(t), "x.ctl.sock")
	s, err := Listen(Options{App: "shop", Socket: socket, Registry: a, Admin: a})
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve() }()
	a.book.Append(LogLine{Text: "first"})
	ended := make(chan error, 1)
	heard := make(chan struct{}, 1)
	go func() {
		var last error
		for _, err := range NewClient(socket).Logs(context.Background(), 1, true) {
			last = err
			heard <- struct{}{}
		}
		ended <- last
	}()
	<-heard
	if err := errors.Join(s.Close(t.Context()), <-served); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the follower got %v, want a plain end", err)
	}
	if _, err := os.Lstat(socket); err == nil {
		t.Error("the socket is left behind")
	}
}
