package web

import "github.com/dop251/goja"

// signalValue is the request's AbortSignal, made when it is asked for. That of
// a client's request is aborted when the client leaves.
func (q *Request) signalValue() *goja.Object {
	if q.signal == nil {
		q.signal = newAbortSignal(q.realm.vm)
		if q.turn != nil && q.turn.aborted {
			abortSignal(q.realm.vm, q.signal, goja.Undefined())
		}
	}
	return q.signal
}

// follower returns a signal of its own that is aborted with that one.
func (r *realm) follower(signal *goja.Object) *goja.Object {
	class := partOf(r.vm, "abort").Get("AbortSignal").(*goja.Object)
	anyOf, _ := goja.AssertFunction(class.Get("any"))
	follower, err := anyOf(class, r.vm.NewArray(signal))
	if err != nil {
		panic(err)
	}
	return follower.(*goja.Object)
}
