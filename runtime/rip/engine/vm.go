// Package engine is one JavaScript world on goja: the VM, its event loop, and
// what features put into it. It knows nothing of HTTP, of bundles or of the
// web platform; those are features.
package engine

import (
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// maxCallStack bounds recursion: goja's own default would let an endless
// recursion eat all memory.
const maxCallStack = 2000

// VM is one JavaScript world. It is single-threaded: whoever runs JavaScript
// or touches a goja value of it holds it, which is what Do is for. Goroutines
// that work for it in the background report through the Loop.
type VM struct {
	*goja.Runtime
	Loop *Loop
	Host Host

	mu      sync.Mutex // held by whoever runs JavaScript
	life    life
	state   map[any]any
	modules map[string]func() goja.Value
	async   asyncContext
	working chan struct{}                // a token for each background work that runs
	caught  func(thrown goja.Value) bool // see OnUncaught
}

// Host is the world around a VM, the same for its whole life.
type Host struct {
	Dir    string            // the app's base directory, absolute
	Env    map[string]string // process.env at the start
	Main   string            // the file that was started, absolute: process.argv[1]
	Cwd    string            // process.cwd; empty: Dir
	Args   []string          // of a script, without program and file; empty for an app
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Dev    bool // errors are shown to clients
	// Exit is process.exit: it ends the worker, or the script, with code. It
	// is called with the VM held and returns; the VM is killed at once. Nil
	// leaves it at that.
	Exit func(code int)
	// Uncaught gets what a task or an unhandled promise threw, with the VM
	// held. Nil prints it to Stderr.
	Uncaught func(vm *VM, thrown goja.Value)
}

// Feature puts a part of the platform into a new VM, once, with the VM held
// and before any code of the app runs.
type Feature func(vm *VM) error

// New makes a VM with these features, installed in order. The caller closes
// its Loop.
func New(host Host, features ...Feature) (*VM, error) {
	vm := &VM{
		Runtime: goja.New(), Host: host, life: life{dead: make(chan struct{})},
		state: map[any]any{}, modules: map[string]func() goja.Value{}, working: make(chan struct{}, maxWorking),
	}
	vm.Loop = newLoop(vm)
	vm.SetMaxCallStackSize(maxCallStack)
	for _, install := range features {
		if err := install(vm); err != nil {
			vm.Loop.Close()
			return nil, err
		}
	}
	return vm, nil
}

// Do runs fn with the VM held. It must not be called with the VM held. When
// the VM is killed, before or meanwhile, the error is the cause; a panic is
// one, too.
func (vm *VM) Do(fn func() error) error {
	vm.mu.Lock()
	vm.Loop.attend(true)
	defer func() {
		vm.Loop.attend(false)
		vm.mu.Unlock()
	}()
	return vm.run(fn)
}

// SetState keeps a feature's own state under a key of a type of its own, as with
// context.WithValue. The VM is held.
func (vm *VM) SetState(key, state any) { vm.state[key] = state }

// State returns what SetState kept, nil when there is none. The VM is held.
func (vm *VM) State(key any) any { return vm.state[key] }

// DefineModule provides the built-in module of that name, "node:path" for
// example. make runs once, at the first import, with the VM held; its value is
// the module's exports object.
func (vm *VM) DefineModule(name string, make func() goja.Value) {
	vm.modules[name] = sync.OnceValue(make)
}

// Module returns the exports of a built-in module, and whether there is one.
func (vm *VM) Module(name string) (goja.Value, bool) {
	make, ok := vm.modules[name]
	if !ok {
		return nil, false
	}
	return make(), true
}

// OnUncaught has fn see first what Report is given; true says that it is dealt
// with. The web platform's global error event is one. The VM is held.
func (vm *VM) OnUncaught(fn func(thrown goja.Value) bool) { vm.caught = fn }

// Report hands over an error that nothing in the app catches: a Go error that
// came out of a call into JavaScript. The VM is held.
func (vm *VM) Report(err error) {
	if err == nil {
		return
	}
	if vm.Spoiled(err) {
		var exited *Exited
		if errors.As(vm.Killed(), &exited) {
			return // the app's own wish
		}
		_, _ = io.WriteString(vm.Host.Stderr, vm.Killed().Error()+"\n") // there is nowhere left to say it
		return
	}
	thrown := vm.thrown(err)
	if vm.caught == nil || !vm.caught(thrown) {
		vm.Uncaught(thrown)
	}
}

// Uncaught tells the host what nothing in the app caught. The VM is held.
func (vm *VM) Uncaught(thrown goja.Value) {
	if vm.Host.Uncaught != nil {
		vm.Host.Uncaught(vm, thrown)
		return
	}
	_, _ = io.WriteString(vm.Host.Stderr, "Uncaught "+ThrownText(thrown)+"\n") // there is nowhere left to say it
}

// ThrownText is a value that was thrown as a log has it: the stack of an error.
// The VM is held.
func ThrownText(thrown goja.Value) string {
	if o, ok := thrown.(*goja.Object); ok && o.ClassName() == "Error" {
		if stack, ok := o.Get("stack").(goja.String); ok {
			return trace.Clean(strings.TrimSpace(stack.String()))
		}
	}
	return thrown.String()
}

// thrown is the JavaScript value behind err.
func (vm *VM) thrown(err error) goja.Value {
	if ex, ok := err.(*goja.Exception); ok {
		return ex.Value()
	}
	return vm.NewGoError(err)
}
