package control

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// workerSocket listens as a worker would.
func workerSocket(t *testing.T) string {
	t.Helper()
	path := filepath.Join(private(t), "w.sock")
	ln, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	return path
}

func wantRefusal(t *testing.T, err error, status int, reason string) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Status != status || !strings.Contains(refusal.Reason, reason) {
		t.Errorf("got %v (%T), want %d with %q", err, err, status, reason)
	}
}

func TestJoinAndQuitReachTheRegistryWithTheTruePeer(t *testing.T) {
	a, client := running(t)
	m := Member{App: "shop", WorkerID: "1-1", PID: 4711, Socket: workerSocket(t), Version: 3}
	if err := client.Join(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := client.Quit(t.Context(), Member{App: "shop", WorkerID: "1-1"}); err != nil {
		t.Fatal(err)
	}
	m.Op = OpJoin
	if len(a.joined) != 1 || a.joined[0] != m || len(a.quit) != 1 || a.quit[0].WorkerID != "1-1" {
		t.Errorf("joined %+v, quit %+v", a.joined, a.quit)
	}
	for _, peer := range a.peers {
		if want := (Peer{UID: os.Geteuid(), PID: os.Getpid()}); peer != want {
			t.Errorf("peer is %+v, want %+v, whatever the message says", peer, want)
		}
	}
}

func TestJoinIsRefusedWhenNobodyListensAtTheSocket(t *testing.T) {
	a, client := running(t)
	socket := filepath.Join(private(t), "none.sock")
	err := client.Join(t.Context(), Member{App: "shop", WorkerID: "1-1", PID: 1, Socket: socket})
	wantRefusal(t, err, 400, "listen first, then join")
	if len(a.joined) != 0 {
		t.Error("the registry was told all the same")
	}
}

func TestRefusalsOfTheRegistryKeepStatusAndReason(t *testing.T) {
	a, client := running(t)
	quit := Member{App: "shop", WorkerID: "1-1"}
	a.refuse = Forbidden("not your worker")
	wantRefusal(t, client.Quit(t.Context(), quit), 403, "not your worker")
	a.refuse = fmt.Errorf("registry: %w", Conflict("already there"))
	wantRefusal(t, client.Quit(t.Context(), quit), 409, "already there")
}

func TestPeerOfAnotherUserIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can become another user")
	}
	_, client := running(t)
	// Open the doors that would stop the peer before it could be asked who it is.
	for _, path := range []string{filepath.Dir(client.Socket()), client.Socket()} {
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, client.Socket())
	cmd.Env = append(os.Environ(), callAsEnv+"=65534")
	_ = cmd.Run() // the exit code is the answer
	if got := cmd.ProcessState.ExitCode() + 300; got != 403 {
		t.Errorf("another user is answered %d, want 403", got)
	}
}

// raw sends bytes and returns the status line and body of the answer.
func raw(t *testing.T, client *Client, request string) (int, string) {
	t.Helper()
	conn, err := net.Dial("unix", client.Socket())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, request) // the server may answer before it has read all
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

func TestEveryRefusalIsJSONWithAReason(t *testing.T) {
	_, client := running(t)
	post := func(path, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", path, len(body), body)
	}
	for name, test := range map[string]struct {
		request string
		status  int
		reason  string
	}{
		"GET of a worker message": {"GET /worker HTTP/1.1\r\nHost: x\r\n\r\n", 400, "method is GET"},
		"too large":               {post("/worker", `{"op":"`+strings.Repeat("x", maxBody)+`"}`), 400, "larger than 65536"},
		"unknown path":            {"GET /workers HTTP/1.1\r\nHost: x\r\n\r\n", 404, "/workers"},
		"unknown order":           {post("/admin/explode", ""), 404, "/admin/explode"},
		"wrong method":            {"GET /admin/restart HTTP/1.1\r\nHost: x\r\n\r\n", 400, "wants POST"},
		"scale to nothing":        {post("/admin/scale", `{"workers":0}`), 400, "workers is 0"},
		"scale beyond reason":     {post("/admin/scale", `{"workers":1001}`), 400, "1 to 1000"},
		"scale without a number":  {post("/admin/scale", `{"workers":"many"}`), 400, "workers"},
		"bad log lines":           {"GET /admin/logs?lines=x HTTP/1.1\r\nHost: x\r\n\r\n", 400, "lines is"},
		"bad log follow":          {"GET /admin/logs?follow=x HTTP/1.1\r\nHost: x\r\n\r\n", 400, "follow is"},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := raw(t, client, test.request)
			if status != test.status || !strings.Contains(body, `"ok":false`) || !strings.Contains(body, test.reason) {
				t.Errorf("got %d %s, want %d with %q", status, body, test.status, test.reason)
			}
		})
	}
	if status, _ := raw(t, client, "GET /admin/status HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", 2*maxHeader)+"\r\n\r\n"); status != 431 {
		t.Errorf("a header of 16 KiB is answered %d, want 431", status)
	}
}

func TestSilentPeerIsHungUpOn(t *testing.T) {
	_, client := running(t)
	conn, err := net.Dial("unix", client.Socket())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "POST /worker HTTP/1.1\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	begin := time.Now()
	_, err = io.Copy(io.Discard, conn)
	if err != nil || time.Since(begin) < time.Second {
		t.Errorf("after %v: %v, want to be hung up on after 2s", time.Since(begin), err)
	}
}

func TestConnectionsAreBounded(t *testing.T) {
	path := filepath.Join(private(t), "x.sock")
	ln, err := listen(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for range 2 {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	first, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan net.Conn, 1)
	go func() {
		conn, _ := ln.Accept()
		second <- conn
	}()
	select {
	case <-second:
		t.Fatal("a second connection was accepted with the first still open")
	case <-time.After(100 * time.Millisecond):
	}
	first.Close()
	if conn := <-second; conn == nil {
		t.Error("the second connection was not accepted after the first was closed")
	} else {
		conn.Close()
	}
}

func TestSocketIsForItsOwnerOnly(t *testing.T) {
	_, client := running(t)
	info, err := os.Stat(client.Socket())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, %v, want 0600", info.Mode(), err)
	}
}
