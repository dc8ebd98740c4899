package takeover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Lock is an open file that is locked, and what generation the heir is.
type Lock struct {
	File       *os.File
	Generation int
}

// Estate is what an heir gets.
type Estate struct {
	Program string
	Args    []string // after the program's name
	Environ []string
	// Listeners by name; TCP ones only. They stay open here, too.
	Listeners map[string][]net.Listener
	Locks     map[string]Lock
}

// Heir is a process that has been started to take over.
type Heir struct {
	PID    int
	reply  *os.File
	exited chan error // gets how it ended
}

// Start starts an heir with this process's standard streams. Wait must be called.
func Start(e Estate) (*Heir, error) {
	reply, theirs, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make a pipe for the new process: %w", err)
	}
	defer theirs.Close()
	files, names, err := listening(e.Listeners)
	defer closeAll(files)
	if err != nil {
		return nil, errors.Join(err, reply.Close())
	}
	pass := []uintptr{0, 1, 2}
	for _, fd := range files {
		pass = append(pass, uintptr(fd))
	}
	h := handed{PID: os.Getpid(), Reply: len(pass), Locks: map[string]held{}}
	pass = append(pass, theirs.Fd())
	for name, lock := range e.Locks {
		h.Locks[name] = held{len(pass), lock.Generation}
		pass = append(pass, lock.File.Fd())
	}
	environ := append(e.Environ, h.entry(), "LISTEN_PID="+strconv.Itoa(h.PID),
		"LISTEN_FDS="+strconv.Itoa(len(files)), "LISTEN_FDNAMES="+strings.Join(names, ":"))
	// Not os/exec: it would set the sockets to blocking mode, ours as well.
	pid, err := syscall.ForkExec(e.Program, append([]string{e.Program}, e.Args...), &syscall.ProcAttr{Env: environ, Files: pass})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", e.Program, err), reply.Close())
	}
	heir := &Heir{PID: pid, reply: reply, exited: make(chan error, 1)}
	go heir.reap() // ends with the process, or with ours
	return heir, nil
}

func (h *Heir) reap() {
	process, err := os.FindProcess(h.PID)
	if err != nil {
		h.exited <- err
		return
	}
	state, err := process.Wait()
	if err == nil {
		err = errors.New(state.String())
	}
	h.exited <- err
}

// Wait returns nil when the heir serves. Otherwise it does not run any more,
// and the error says why: in its own words, or how it ended.
func (h *Heir) Wait(ctx context.Context) error {
	defer h.reply.Close()
	answered := make(chan reply, 1)
	go func() { // ends with the heir's answer, or with the heir
		var r reply
		if err := json.NewDecoder(h.reply).Decode(&r); err != nil && !errors.Is(err, io.EOF) {
			r.Error = fmt.Sprintf("its answer is not understood: %v", err)
		}
		answered <- r
	}()
	var why error
	select {
	case r := <-answered:
		switch {
		case r.Ready:
			return nil
		case r.Error != "":
			why = errors.New(r.Error)
		}
	case <-ctx.Done():
		why = ctx.Err()
	}
	syscall.Kill(h.PID, syscall.SIGKILL) // no trouble if it is gone
	ended := <-h.exited
	if why == nil {
		why = fmt.Errorf("it ended before it served (%w); its output says more", ended)
	}
	return why
}

// listening are copies of the listeners' descriptors, with their names.
func listening(all map[string][]net.Listener) (files []int, names []string, err error) {
	for name, lns := range all {
		for _, ln := range lns {
			fd, err := descriptor(ln)
			if err != nil {
				return files, nil, fmt.Errorf("hand over the socket %s: %w", ln.Addr(), err)
			}
			files, names = append(files, fd), append(names, name)
		}
	}
	return files, names, nil
}

// descriptor is a copy. File() would give one whose Fd() puts the socket into
// blocking mode, for both: the accepting goroutine could never be stopped again.
func descriptor(ln net.Listener) (int, error) {
	conn, ok := ln.(syscall.Conn)
	if !ok {
		return -1, fmt.Errorf("a %T has no descriptor", ln)
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return -1, err
	}
	fd := -1
	var dup error
	if err := raw.Control(func(of uintptr) { fd, dup = copyOf(int(of)) }); err != nil {
		return -1, err
	}
	return fd, dup
}

func closeAll(files []int) {
	for _, fd := range files {
		syscall.Close(fd)
	}
}
