package appserver_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/control"
)

// garbageWorker joins like any worker and then answers with what no worker
// should. Each request that it may be said to have run is in the ledger.
func garbageWorker() {
	syscall.Umask(0o077)
	ln, err := net.Listen("unix", os.Getenv("RIP_SOCKET"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	go func() { // ends the process when its server is gone
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	go func() { // the join is answered only after the socket was tried
		err := control.NewClient(os.Getenv("RIP_CONTROL")).Join(context.Background(), control.Member{
			App: os.Getenv("RIP_APP_NAME"), WorkerID: os.Getenv("RIP_WORKER_ID"),
			PID: os.Getpid(), Socket: os.Getenv("RIP_SOCKET"),
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}()
	for {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		go talkGarbage(conn) // until the balancer hangs up
	}
}

func talkGarbage(conn net.Conn) {
	defer conn.Close()
	br := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(br)
		if err != nil {
			return
		}
		io.Copy(io.Discard, req.Body)
		id := req.URL.Query().Get("id")
		answer, hangUp := garbage(id)
		if !strings.Contains(answer, "Rip-Worker-Busy") {
			noteInLedger("start", id)
			noteInLedger("end", id)
		}
		io.WriteString(conn, answer)
		if hangUp {
			return
		}
	}
}

// garbage is one of many ways to be wrong. Nothing at all is one of them.
func garbage(id string) (answer string, hangUp bool) {
	whole := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(id), id)
	ways := []string{
		"", whole[:12], whole[:len(whole)-2], "\x00\x01\x02 not HTTP\r\n\r\n", "HTTP/2 200 OK\r\n\r\n",
		whole + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray", whole + "stray",
		"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n",
		"HTTP/1.1 503 Busy\r\nRip-Worker-Busy: 1\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 100<<10) + "\r\n\r\n",
	}
	return ways[rand.IntN(len(ways))], rand.IntN(2) == 0
}

func noteInLedger(what, id string) {
	file, err := os.OpenFile(os.Getenv("LEDGER"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer file.Close()
	fmt.Fprintf(file, "%s %s %s\n", what, id, os.Getenv("RIP_WORKER_ID"))
}
