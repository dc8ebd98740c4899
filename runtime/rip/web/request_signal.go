package web

import "github.com/dop251/goja"

// signalValue is the request's AbortSignal, made when it is asked for. That of
// a client's request is aborted when the client leaves.
func (q *Request) signalValue() goja.Value {
	if q.signal == nil {
		q.signal = newAbortSignal(q.realm.vm)
		if q.turn != nil && q.turn.aborted {
			abortSignal(q.realm.vm, q.signal, goja.Undefined())
		}
	}
	return q.signal
}

// follower returns a signal of its own that is aborted with that one.
func (r *realm) follower(signal goja.Value) *goja.Object {
	if !isAbortSignal(r.vm, signal) {
		panic(r.typeError("Request: the signal must be an AbortSignal"))
	}
	any, _ := goja.AssertFunction(partOf(r.vm, "abort").Get("AbortSignal").(*goja.Object).Get("any"))
	follower, err := any(partOf(r.vm, "abort").Get("AbortSignal"), r.vm.NewArray(signal))
	if err != nil {
		panic(err)
	}
	return follower.(*goja.Object)
}
