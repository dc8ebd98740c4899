package engine_test

import "testing"

func TestTasksBeginWithoutTheContextOfWhatRanBefore(t *testing.T) {
	vm := newVM(t)
	err := vm.Do(func() error {
		vm.SetAsyncContext("of the first")
		ran := false
		vm.Loop.Post(func() {
			ran = true
			if context := vm.AsyncContext(); context != nil {
				t.Errorf("a task begins in the context %v", context)
			}
		})
		return vm.Loop.Until(func() bool { return ran })
	})
	if err != nil {
		t.Fatal(err)
	}
	_ = vm.Do(func() error { vm.SetAsyncContext("left over"); return nil })
	err = vm.Do(func() error {
		if context := vm.AsyncContext(); context != nil {
			t.Errorf("a turn begins in the context %v", context)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPromisesCarryTheContext(t *testing.T) {
	vm := newVM(t)
	vm.TrackAsyncContext()
	var got []any
	err := vm.Do(func() error {
		if err := vm.Set("note", func() { got = append(got, vm.AsyncContext()) }); err != nil {
			return err
		}
		for _, context := range []string{"a", "b"} {
			vm.WithAsyncContext(context, func() {
				if _, err := vm.RunString(`(async () => { note(); await null; note(); await null; note() })()`); err != nil {
					t.Error(err)
				}
			})
		}
		return nil
	})
	if err != nil || len(got) != 6 {
		t.Fatalf("%v, %v", got, err)
	}
	for i, context := range []any{"a", "a", "a", "b", "b", "b"} { // microtasks run when the outermost call ends
		if got[i] != context {
			t.Errorf("got %v", got)
			break
		}
	}
}
