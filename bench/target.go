package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"syscall"
	"time"
)

// Bounds of a target's life. Ready is above the server's own boot limit of
// 15 s per worker; stop is above its drain, which ends at once without load.
const (
	readyTimeout = 30 * time.Second
	readyPoll    = 50 * time.Millisecond
	stopTimeout  = 15 * time.Second
)

// Target is a server that can be started, loaded and stopped.
type Target struct {
	// Name is what the report calls it: "rip-server".
	Name string
	// Argv is the command that runs it in the foreground. It must stop on SIGTERM.
	Argv []string
	// Dir is its working directory; empty is this process's.
	Dir string
	// Base is where it listens, without a closing slash: "http://127.0.0.1:5002".
	Base string
	// Ready is a path that answers 200 as soon as load may begin: "/status".
	Ready string
}

// Server is a started target. It belongs to who started it, who must Stop it.
type Server struct {
	target  Target
	command *exec.Cmd
	output  *tail
	exited  chan struct{} // closed when the process is gone
	err     error         // how it went; read after exited
}

// Start runs the target and waits until it is ready. Whoever starts it stops
// it; when Start fails, the process is gone already and the error has the last
// that it printed.
func (t Target) Start(ctx context.Context) (*Server, error) {
	server := &Server{target: t, output: &tail{}, exited: make(chan struct{})}
	server.command = exec.Command(t.Argv[0], t.Argv[1:]...)
	server.command.Dir = t.Dir
	server.command.Stdout, server.command.Stderr = server.output, server.output
	// Its own group, so that ctrl-C reaches us alone and we stop it in order.
	server.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := server.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", t.Name, err)
	}
	go func() { // ends with the process, which Stop makes end
		server.err = server.command.Wait()
		close(server.exited)
	}()
	err := server.waitReady(ctx)
	switch {
	case err == nil:
		return server, nil
	case server.gone():
		return nil, err
	default:
		return nil, errors.Join(err, server.Stop())
	}
}

// waitReady polls until the ready path answers 200, the process ends, or the
// time is up.
func (s *Server) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	ticker := time.NewTicker(readyPoll)
	defer ticker.Stop()
	url := s.target.Base + s.target.Ready
	for {
		last := get(ctx, url)
		if last == nil {
			return nil
		}
		select {
		case <-ticker.C:
		case <-s.exited:
			return fmt.Errorf("%s ended before it was ready (%w):\n%s", s.target.Name, s.fate(), s.output)
		case <-ctx.Done():
			return fmt.Errorf("%s was not ready in %s: %w\n%s", s.target.Name, readyTimeout, last, s.output)
		}
	}
}

// Stop ends the server with SIGTERM, and its whole group with SIGKILL when it
// takes too long; that is an error, for then its workers may be stuck too. So
// is a server that had ended before.
func (s *Server) Stop() error {
	if s.gone() {
		return fmt.Errorf("%s ended by itself (%w):\n%s", s.target.Name, s.fate(), s.output)
	}
	_ = s.command.Process.Signal(syscall.SIGTERM) // an error says that it has just ended, which is the aim
	select {
	case <-s.exited:
		return nil
	case <-time.After(stopTimeout):
	}
	_ = syscall.Kill(-s.command.Process.Pid, syscall.SIGKILL)
	<-s.exited
	return fmt.Errorf("%s did not stop in %s after SIGTERM and was killed\n%s", s.target.Name, stopTimeout, s.output)
}

// gone reports whether the process has ended.
func (s *Server) gone() bool {
	select {
	case <-s.exited:
		return true
	default:
		return false
	}
}

// errExitedWell is the fate of a server that ended without being told to, and
// without complaint.
var errExitedWell = errors.New("exit status 0")

// fate is how the process ended; it may be asked once it is gone.
func (s *Server) fate() error {
	if s.err == nil {
		return errExitedWell
	}
	return s.err
}

// get asks for url and fails unless the answer is 200.
func get(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, 512))
	if err != nil {
		return fmt.Errorf("GET %s: %w", url, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s: %s", url, response.Status, bytes.TrimSpace(body))
	}
	return nil
}
