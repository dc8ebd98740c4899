package takeover

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Predecessor is the process that this one is to take over from. A nil
// Predecessor is none: this process was simply started. Safe for concurrent use.
type Predecessor struct {
	PID   int
	locks map[string]held

	mu    sync.Mutex
	reply *os.File // nil when the answer was given
}

// Take reads what a predecessor has handed over, and returns the environment
// without it. Without one the Predecessor is nil.
func Take(environ []string) (*Predecessor, []string, error) {
	at := slices.IndexFunc(environ, func(entry string) bool { return strings.HasPrefix(entry, variable+"=") })
	if at < 0 {
		return nil, environ, nil
	}
	var h handed
	if err := json.Unmarshal([]byte(strings.TrimPrefix(environ[at], variable+"=")), &h); err != nil {
		return nil, environ, fmt.Errorf("%s is not what a predecessor writes: %w", variable, err)
	}
	rest := slices.Delete(slices.Clone(environ), at, at+1)
	if h.PID != os.Getppid() {
		// It was handed to our parent, or who handed it is gone: not for us.
		return nil, rest, nil
	}
	syscall.CloseOnExec(h.Reply)
	for _, lock := range h.Locks {
		syscall.CloseOnExec(lock.FD)
	}
	return &Predecessor{PID: h.PID, locks: h.Locks, reply: os.NewFile(uintptr(h.Reply), "reply")}, rest, nil
}

// Lock is the lock of that name; ok is false when none was handed over. It is
// the caller's, and can be had once.
func (p *Predecessor) Lock(name string) (lock Lock, ok bool) {
	if p == nil {
		return Lock{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	held, ok := p.locks[name]
	if !ok {
		return Lock{}, false
	}
	delete(p.locks, name)
	return Lock{os.NewFile(uintptr(held.FD), name), held.Generation}, true
}

// Parent is the predecessor's pid, 0 without one.
func (p *Predecessor) Parent() int {
	if p == nil {
		return 0
	}
	return p.PID
}

// Ready says that this process serves: the predecessor goes.
func (p *Predecessor) Ready() error { return p.answer(reply{Ready: true}) }

// Fail says why this process does not come up: the predecessor stays.
func (p *Predecessor) Fail(why error) error { return p.answer(reply{Error: why.Error()}) }

// answer is given once; what comes after it is not said any more.
func (p *Predecessor) answer(r reply) error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reply == nil {
		return nil
	}
	defer func() { p.reply = nil }()
	err := json.NewEncoder(p.reply).Encode(r)
	if cerr := p.reply.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("answer the process that hands over: %w", err)
	}
	return nil
}
