package engine

import (
	"github.com/dop251/goja"
)

// maxWorking is how many background works of one VM run at a time; more of
// them wait. An app that hashes a thousand passwords at once shall not have a
// thousand threads for it.
const maxWorking = 8

// Work is what a goroutine does for a VM, without the VM held: it returns what
// makes the result, which is called with the VM held, nil for undefined.
type Work func() (result func() goja.Value, err error)

// Background runs work in a goroutine and returns a promise of its result.
// thrown makes what an error rejects it with, with the VM held. The goroutine
// ends with work, or with the VM if its time had not come yet. A panic in work
// costs the VM, not the process. The VM is held.
func (vm *VM) Background(work Work, thrown func(error) goja.Value) goja.Value {
	promise, resolve, reject := vm.NewPromise()
	pending := vm.Loop.Begin()
	go func() {
		select {
		case vm.working <- struct{}{}:
		case <-vm.Dead():
			pending.Done(nil)
			return
		}
		defer func() { <-vm.working }()
		defer func() {
			if thrown := recover(); thrown != nil {
				vm.Kill(asError(thrown)) // as a panic with the VM held
				pending.Done(nil)
			}
		}()
		result, err := work()
		pending.Done(func() { vm.Report(vm.settle(result, err, thrown, resolve, reject)) })
	}()
	return vm.ToValue(promise)
}

// Settled is Background for work that is too short for a goroutine: it is done
// at once, and the promise is settled when Settled returns.
func (vm *VM) Settled(work Work, thrown func(error) goja.Value) goja.Value {
	promise, resolve, reject := vm.NewPromise()
	result, err := work()
	if err := vm.settle(result, err, thrown, resolve, reject); err != nil {
		panic(err)
	}
	return vm.ToValue(promise)
}

// settle settles a promise with what work came to. Its error is an interrupt.
func (vm *VM) settle(result func() goja.Value, err error, thrown func(error) goja.Value, resolve, reject func(any) error) error {
	if err != nil {
		return reject(thrown(err))
	}
	if result == nil {
		return resolve(goja.Undefined())
	}
	var value goja.Value
	if exception := vm.Try(func() { value = result() }); exception != nil {
		return reject(exception.Value())
	}
	return resolve(value)
}
