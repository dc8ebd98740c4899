package engine_test

import (
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newVM(t *testing.T) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}

func TestUntilRunsTimersInOrderOfTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		vm := newVM(t)
		var got []int
		err := vm.Do(func() error {
			vm.Loop.After(100*time.Millisecond, func() { got = append(got, 2) })
			vm.Loop.After(time.Millisecond, func() { got = append(got, 1) })
			vm.Loop.After(2*time.Millisecond, func() { got = append(got, 9) }).Stop()
			return vm.Loop.Until(func() bool { return len(got) == 2 })
		})
		if err != nil || got[0] != 1 || got[1] != 2 {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestUntilSaysWhenNothingCanSettleIt(t *testing.T) {
	vm := newVM(t)
	err := vm.Do(func() error { return vm.Loop.Until(func() bool { return false }) })
	if !errors.Is(err, engine.ErrIdle) {
		t.Errorf("got %v", err)
	}
}

func TestUntilWaitsForWhatIsUnderWay(t *testing.T) {
	vm := newVM(t)
	err := vm.Do(func() error {
		arrived := false
		pending := vm.Loop.Begin()
		go pending.Done(func() { arrived = true }) // ends at once
		return vm.Loop.Until(func() bool { return arrived })
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTasksRunWhileNobodyHoldsTheVM(t *testing.T) {
	vm := newVM(t)
	ran := make(chan struct{})
	if err := vm.Do(func() error {
		vm.Loop.After(time.Millisecond, func() { vm.Loop.Post(func() { close(ran) }) })
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ran:
	case <-time.After(10 * time.Second):
		t.Error("the timer never ran")
	}
}

func TestLoopIsSpentWhenOnlyIdleTimersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		vm := newVM(t)
		ran := 0
		begun := time.Now()
		err := vm.Do(func() error {
			never := vm.Loop.After(time.Hour, func() { ran += 100 })
			never.SetIdle(true)
			vm.Loop.After(time.Second, func() { ran++ })
			both := vm.Loop.After(time.Minute, func() { ran++ })
			both.SetIdle(true)
			both.SetIdle(false)
			vm.Loop.After(time.Hour, func() { ran += 100 }).Stop()
			return vm.Loop.Until(vm.Loop.Spent)
		})
		if err != nil || ran != 2 || time.Since(begun) != time.Minute {
			t.Errorf("%d timers ran in %v, %v", ran, time.Since(begun), err)
		}
		vm.Loop.Close()
	})
}
