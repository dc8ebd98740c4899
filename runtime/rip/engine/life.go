package engine

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"github.com/dop251/goja"
)

// life is whether a VM lives, and whether it runs JavaScript at this moment:
// what a Guard has to see from outside, without a lock or a clock on the way
// of each request.
type life struct {
	// turns is odd while JavaScript may be running, and different each time
	// that the VM has given way in between.
	turns atomic.Uint64
	cause atomic.Pointer[error] // why it was killed
	dead  chan struct{}         // closed when it was
	guard *Guard                // nil: nobody watches
}

// Panic is a bug in the runtime itself, or in goja, that an app has found. It
// costs the VM, not the process.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string {
	return fmt.Sprintf("internal error of the embedded runtime, please report it: panic: %v\n%s", p.Value, p.Stack)
}

// Exited is the cause of a VM's end when the app ended it: process.exit.
type Exited struct{ Code int }

func (e *Exited) Error() string { return fmt.Sprintf("the app called process.exit(%d)", e.Code) }

// Kill ends the VM for good: what runs is interrupted at its next step in
// JavaScript, what is queued is dropped, and every Do fails with cause. It
// does not wait; a native call that takes long is not cut short. Only the
// first cause counts. Safe for concurrent use.
func (vm *VM) Kill(cause error) {
	if !vm.life.cause.CompareAndSwap(nil, &cause) {
		return
	}
	close(vm.life.dead)
	vm.Loop.end(cause)
	vm.Interrupt(cause)
}

// Killed is the cause that the VM was killed for, nil while it lives. Safe for
// concurrent use.
func (vm *VM) Killed() error {
	if cause := vm.life.cause.Load(); cause != nil {
		return *cause
	}
	return nil
}

// Dead is closed when the VM is killed: who waits outside of it for something
// that it was to do need not wait any longer.
func (vm *VM) Dead() <-chan struct{} { return vm.life.dead }

// Ended is closed when a killed VM's own goroutine is gone. While a native call
// of the app goes on it may be open for long.
func (vm *VM) Ended() <-chan struct{} { return vm.Loop.ended }

// Exit is process.exit, for the feature that provides it: it kills the VM and
// unwinds the JavaScript that called it. The VM is held.
func (vm *VM) Exit(code int) {
	cause := &Exited{code}
	vm.Kill(cause)
	if vm.Host.Exit != nil {
		vm.Host.Exit(code)
	}
}

// run runs fn as one turn of JavaScript. The VM is held.
func (vm *VM) run(fn func() error) (err error) {
	if cause := vm.Killed(); cause != nil {
		return cause
	}
	vm.life.resume()
	vm.async.current = nil
	defer func() {
		vm.life.pause()
		if thrown := recover(); thrown != nil {
			vm.Kill(asError(thrown))
		}
		if cause := vm.Killed(); cause != nil {
			err = cause
		}
	}()
	return fn()
}

func asError(thrown any) error {
	if err, ok := thrown.(error); ok {
		var interrupted *goja.InterruptedError
		if errors.As(err, &interrupted) {
			return err // passed on by a native of ours, as it should
		}
	}
	return &Panic{thrown, debug.Stack()}
}

// Spoiled reports whether err left the VM unusable, and kills it then: an
// overflow of the call stack, which goja does not unwind, and interruptions. The
// VM is held.
func (vm *VM) Spoiled(err error) bool {
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		vm.Kill(&Exceeded{What: fmt.Sprintf("too much recursion, more than %d calls deep", maxCallStack)})
	}
	return vm.Killed() != nil
}

// resume begins a turn, pause ends it: in between JavaScript may run.
func (l *life) resume() {
	l.turns.Add(1)
	l.guard.wake()
}

func (l *life) pause() { l.turns.Add(1) }

// giveWay ends one turn and begins another.
func (l *life) giveWay() { l.turns.Add(2) }
