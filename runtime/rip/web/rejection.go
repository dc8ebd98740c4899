package web

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// rejections follows the promises that were rejected while nobody listened
// (HTML, "unhandled promise rejections"). They are reported by a task of their
// own, so that a handler attached in the meantime is in time.
type rejections struct {
	vm       *engine.VM
	fresh    map[*goja.Promise]bool // not reported yet
	order    []*goja.Promise        // of fresh, and those that found a handler meanwhile
	reported []*goja.Promise        // the last of them; they may still find a handler
	posted   bool
}

// maxReported bounds the memory of an app that never handles its rejections.
const maxReported = 64

type rejectionsKey struct{}

func trackRejections(vm *engine.VM) {
	r := &rejections{vm: vm, fresh: map[*goja.Promise]bool{}}
	vm.SetState(rejectionsKey{}, r)
	vm.SetPromiseRejectionTracker(r.track)
}

// forgive says that the platform itself takes care of a rejected promise,
// without the cost of attaching a handler to it.
func forgive(vm *engine.VM, p *goja.Promise) {
	delete(vm.State(rejectionsKey{}).(*rejections).fresh, p)
}

func (r *rejections) track(p *goja.Promise, operation goja.PromiseRejectionOperation) {
	if operation == goja.PromiseRejectionReject {
		r.fresh[p] = true
		r.order = append(r.order, p)
		if !r.posted {
			r.posted = true
			r.vm.Loop.Post(r.report)
		}
		return
	}
	if i := slices.Index(r.reported, p); i >= 0 {
		r.reported = slices.Delete(r.reported, i, i+1)
		r.vm.Loop.Post(func() { r.dispatch("rejectionhandled", p) })
		return
	}
	delete(r.fresh, p)
}

func (r *rejections) report() {
	r.posted = false
	order := r.order
	r.order = nil
	for _, p := range order {
		if !r.fresh[p] {
			continue
		}
		delete(r.fresh, p)
		if !r.dispatch("unhandledrejection", p) {
			r.vm.Uncaught(p.Result())
		}
		r.reported = append(r.reported, p)
	}
	if over := len(r.reported) - maxReported; over > 0 {
		r.reported = slices.Delete(r.reported, 0, over)
	}
}

// dispatch tells the global's listeners; true: one of them took care.
func (r *rejections) dispatch(event string, p *goja.Promise) bool {
	if !partLoaded(r.vm, "eventtarget") {
		return false
	}
	handled, err := callPart(r.vm, "eventtarget", "reportRejection", r.vm.ToValue(event), r.vm.ToValue(p), p.Result())
	return err == nil && handled.ToBoolean()
}
