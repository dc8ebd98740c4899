package worker

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// generation is one evaluation of the app: its VM and the handler found in it.
// Its VM is closed when nobody holds it any more: the app while it serves, each
// request and each stream.
type generation struct {
	vm      *engine.VM
	handler *web.Handler
	holders atomic.Int32
}

// newGeneration makes a VM with nothing of the app in it, held once.
func (a *app) newGeneration() (*generation, error) {
	o := &a.w.opts
	host := engine.Host{
		Dir: o.App.Dir, Main: o.App.Entry, Env: o.Env, Stdout: o.Stdout, Stderr: o.Stderr, Dev: o.App.Env == "dev", Exit: o.Exit,
		Uncaught: func(_ *engine.VM, thrown goja.Value) {
			fmt.Fprintf(o.Stderr, "Uncaught %s\n", engine.ThrownText(thrown))
		},
	}
	vm, err := engine.New(host, append(o.Features[:len(o.Features):len(o.Features)], captureServe, giveNatives)...)
	if err != nil {
		return nil, err
	}
	o.Guard.Watch(vm, o.App.ReadTimeout)
	g := &generation{vm: vm}
	g.holders.Store(1)
	a.mu.Lock()
	a.all[g] = struct{}{}
	killed := a.killed
	a.mu.Unlock()
	if killed != nil {
		vm.Kill(killed)
	}
	a.w.wg.Go(func() { // ends with the VM
		<-vm.Ended()
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.all, g)
	})
	return g, nil
}

// evaluate runs the app's modules and finds the handler in what they export.
func (g *generation) evaluate(b *bundle.Bundle, entry string) error {
	return g.vm.Do(func() error {
		exports, err := b.Evaluate(g.vm)
		if err != nil {
			return err
		}
		g.handler, err = adopt(g.vm, exports, entry)
		return err
	})
}

func (g *generation) hold() { g.holders.Add(1) }

// release lets go of it. The last one ends it, after what is queued already: a
// stream that was closed tells the app so.
func (g *generation) release() {
	if g.holders.Add(-1) == 0 {
		g.vm.Loop.Post(func() { g.vm.Kill(errRetired) })
	}
}

var errRetired = errors.New("this version of the app has ended")

// settle waits for what the app gave to ctx.waitUntil, for limit at most.
func (g *generation) settle(limit time.Duration) {
	late := time.AfterFunc(limit, func() { g.vm.Kill(errRetired) })
	defer late.Stop()
	_ = g.vm.Do(func() error { return g.vm.Loop.Until(g.handler.Drained) }) // whatever ended it, it is over
}
