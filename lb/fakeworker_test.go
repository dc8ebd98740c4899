package lb

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// fakeWorker serves a Unix socket as a worker does, and answers with exactly
// the bytes that its test wants.
type fakeWorker struct {
	id     string
	socket string
	answer func(*call)
	ln     net.Listener
	wg     sync.WaitGroup

	started atomic.Int64 // requests whose head has been read
	running atomic.Int64
	most    atomic.Int64 // requests at the same time, ever
	dials   atomic.Int64

	mu    sync.Mutex
	conns map[net.Conn]bool
}

// call is one request at a fakeWorker.
type call struct {
	worker *fakeWorker
	nc     net.Conn
	br     *bufio.Reader
	head   string // as it came, with its empty line
	req    *http.Request
	body   []byte
	over   bool // see turnOver
}

func startWorker(t testing.TB, id, dir string, answer func(*call)) *fakeWorker {
	t.Helper()
	socket := dir + "/" + id + ".sock"
	ln, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	w := startWorkerAt(ln, id, answer)
	w.socket = socket
	return w
}

func startWorkerAt(ln net.Listener, id string, answer func(*call)) *fakeWorker {
	w := &fakeWorker{id: id, answer: answer, ln: ln, conns: make(map[net.Conn]bool)}
	w.wg.Go(w.accept) // ends with stop
	return w
}

func (w *fakeWorker) accept() {
	for {
		nc, err := w.ln.Accept()
		if err != nil {
			return
		}
		w.dials.Add(1)
		w.mu.Lock()
		w.conns[nc] = true
		w.mu.Unlock()
		w.wg.Go(func() { w.serve(nc) })
	}
}

func (w *fakeWorker) serve(nc net.Conn) {
	defer func() {
		nc.Close()
		w.mu.Lock()
		delete(w.conns, nc)
		w.mu.Unlock()
	}()
	br := bufio.NewReader(nc)
	for {
		c := &call{worker: w, nc: nc, br: br}
		if !c.readHead() {
			return
		}
		w.started.Add(1)
		if now := w.running.Add(1); now > w.most.Load() {
			w.most.Store(now)
		}
		w.answer(c)
		c.turnOver()
	}
}

// turnOver ends the call's part in running, once. An answer that says so before
// it writes its end cannot be overtaken by the next request, which may come over
// another connection as soon as that end is out.
func (c *call) turnOver() {
	if !c.over {
		c.over = true
		c.worker.running.Add(-1)
	}
}

func (c *call) readHead() bool {
	var head strings.Builder
	for {
		line, err := c.br.ReadString('\n')
		if err != nil {
			return false
		}
		head.WriteString(line)
		if line == "\r\n" {
			break
		}
	}
	c.head = head.String()
	req, err := http.ReadRequest(bufio.NewReader(strings.NewReader(c.head)))
	if err != nil {
		panic(fmt.Sprintf("the balancer sent a head that net/http refuses: %v\n%s", err, c.head))
	}
	c.req = req
	return true
}

// readBody takes the request's body off the connection.
func (c *call) readBody() []byte {
	if c.req.ContentLength > 0 {
		c.body = make([]byte, c.req.ContentLength)
		io.ReadFull(c.br, c.body)
	}
	return c.body
}

func (c *call) write(parts ...string) {
	for _, p := range parts {
		io.WriteString(c.nc, p)
	}
}

// hangUp closes the connection, as a worker's death does.
func (c *call) hangUp() { c.nc.Close() }

// stop ends the worker as kill -9 does: socket and connections are gone.
func (w *fakeWorker) stop() {
	w.ln.Close()
	w.mu.Lock()
	for nc := range w.conns {
		nc.Close()
	}
	w.mu.Unlock()
	w.wg.Wait()
}

// hello answers 200 with the worker's name and, after a space, the request's body.
func hello(c *call) {
	body := c.worker.id
	if b := c.readBody(); len(b) > 0 {
		body += " " + string(b)
	}
	c.turnOver()
	c.write(ok(body))
}

func ok(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

// raw answers each request with those bytes and keeps the connection.
func raw(bytes string) func(*call) {
	return func(c *call) {
		c.readBody()
		c.write(bytes)
	}
}

// rawClose answers with those bytes and closes the connection.
func rawClose(bytes string) func(*call) {
	return func(c *call) {
		c.readBody()
		c.write(bytes)
		c.hangUp()
	}
}
