package engine

// asyncContext is what goes along with everything asynchronous that a piece of
// JavaScript starts: promises and awaits by goja's tracker, tasks by whoever
// queues them. What it is is the business of the feature that sets it
// (AsyncLocalStorage of node:async_hooks); here it is only carried. The VM is held.
type asyncContext struct{ current any }

// Grab implements goja.AsyncContextTracker.
func (c *asyncContext) Grab() any { return c.current }

// Resumed implements goja.AsyncContextTracker.
func (c *asyncContext) Resumed(grabbed any) { c.current = grabbed }

// Exited implements goja.AsyncContextTracker.
func (c *asyncContext) Exited() { c.current = nil }

// TrackAsyncContext begins to carry the context over promises. Before, there is
// none to be carried, and nothing to be paid for it.
func (vm *VM) TrackAsyncContext() { vm.SetAsyncContextTracker(&vm.async) }

// AsyncContext is the context of the code that runs; nil at the beginning of
// each task. Who queues a task for an app keeps it, for WithAsyncContext.
func (vm *VM) AsyncContext() any { return vm.async.current }

// SetAsyncContext changes it for the rest of the code that runs, and for what
// that starts.
func (vm *VM) SetAsyncContext(context any) { vm.async.current = context }

// WithAsyncContext calls fn in a context.
func (vm *VM) WithAsyncContext(context any, fn func()) {
	before := vm.async.current
	vm.async.current = context
	defer func() { vm.async.current = before }()
	fn()
}
