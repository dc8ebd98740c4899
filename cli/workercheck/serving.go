package workercheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"syscall"
	"time"
)

const (
	large = 2 << 20 // more than any buffer on the way
	// soon is for what a worker does at once: a quit, an exit without work.
	soon = 2 * time.Second
	// begun is how long a slow request gets to reach its handler before the
	// next one is sent; nothing tells us when it has.
	begun = 200 * time.Millisecond
)

// serving follows a worker from start over its requests to SIGTERM. One that
// does not join or answer ends the checklist: all else would only say the same.
func (s *session) serving(ctx context.Context, w *worker) (goOn bool) {
	if !s.verdict(fmt.Sprintf("joins within %s, with the right fields", s.opts.Boot), s.joins(ctx, w)) {
		return false
	}
	s.verdict("its socket is closed to others (mode 0600)", socketMode(w))
	if !s.verdict("answers GET "+s.opts.Path+" in HTTP/1.1", s.answers(w)) {
		return false
	}
	s.verdict("keeps the connection alive", s.keepsAlive(w))
	s.verdict("takes a chunked body, and stays in step", s.takesBody(w, 64<<10, true))
	s.verdict("takes a body of 2 MiB, and stays in step", s.takesBody(w, large, false))
	if w.trailers {
		s.verdict("takes trailers, as it said, and stays in step", s.takesTrailers(w))
	}
	s.oneInFlight(w)
	w.signal(syscall.SIGINT)
	s.verdict("leaves SIGINT to the server", s.answers(w))
	s.ends(w)
	return true
}

func (s *session) joins(ctx context.Context, w *worker) error {
	select {
	case m := <-s.registry.joined:
		w.trailers = m.Trailers
		return s.rightMember(m, w, true)
	case <-w.exited:
		return fmt.Errorf("it ended before it joined: %s%s", w.cmd.ProcessState, w.output.quote())
	case <-time.After(s.opts.Boot):
		return fmt.Errorf("it has not joined%s", w.output.quote())
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// rightMember checks a message; app and form were checked by the control socket.
func (s *session) rightMember(m message, w *worker, join bool) error {
	switch {
	case m.WorkerID != w.slot.ID:
		return fmt.Errorf("workerId is %q, and RIP_WORKER_ID %q", m.WorkerID, w.slot.ID)
	case !join:
		return nil
	case m.PID != w.pid():
		return fmt.Errorf("pid is %d, and the started process has %d; a wrapper must exec the worker", m.PID, w.pid())
	case m.Socket != w.slot.Socket:
		return fmt.Errorf("socket is %q, and RIP_SOCKET %q", m.Socket, w.slot.Socket)
	case m.Version != w.slot.Version:
		return fmt.Errorf("version is %d, and RIP_VERSION %d", m.Version, w.slot.Version)
	}
	return nil
}

func socketMode(w *worker) error {
	info, err := os.Stat(w.slot.Socket)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("mode is %04o; set the umask to 077 around the bind", mode)
	}
	return nil
}

func (s *session) answers(w *worker) error {
	a, err := w.askOnce(s.opts.Path)
	if err != nil {
		return err
	}
	return a.well()
}

func (s *session) keepsAlive(w *worker) error {
	c, err := w.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	for range 3 {
		a, err := c.ask(s.opts.Path)
		if err != nil {
			return err
		}
		if a.Close {
			return errors.New("it answers Connection: close")
		}
	}
	return nil
}

// takesBody sends a body and then another request: when the body was not read
// to its end, or not understood, the second answer shows it. What the app
// answers to the body is its own affair.
func (s *session) takesBody(w *worker, size int, chunked bool) error {
	c, err := w.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.send(http.MethodPost, s.opts.Path, size, chunked); err != nil {
		return fmt.Errorf("send the body: %w", err)
	}
	first, err := c.receive()
	if err != nil || first.Close {
		return err // a worker may close after a body it did not want
	}
	second, err := c.ask(s.opts.Path)
	if err != nil {
		return fmt.Errorf("the request after it: %w", err)
	}
	return second.well()
}

// takesTrailers sends a body with a trailer behind it and then another request. A
// worker that takes the trailer for that one answers once too often, and hangs up.
func (s *session) takesTrailers(w *worker) error {
	c, err := w.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: worker\r\nConnection: TE\r\nTE: trailers\r\nTransfer-Encoding: chunked\r\nTrailer: X-Check\r\n\r\n"+
		"3\r\nabc\r\n0\r\nX-Check: 1\r\n\r\n", s.opts.Path)
	if err != nil {
		return fmt.Errorf("send it: %w", err)
	}
	if first, err := c.receive(); err != nil || first.Close {
		return err // a worker may close after a body it did not want
	}
	second, err := c.ask(s.opts.Path)
	if err != nil {
		return fmt.Errorf("the request after it: %w", err)
	}
	if second.Close {
		return fmt.Errorf("the request after it is answered %s, and the connection closed", second.Status)
	}
	return second.well()
}
