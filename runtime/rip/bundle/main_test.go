package bundle_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/dop251/goja"
	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// write lays an app out in a new directory, of files in txtar's form.
func write(t testing.TB, files string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(files)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// source is the source of the app in dir whose entry has that name.
func source(t testing.TB, dir, entry string, change ...func(*bundle.Options)) *bundle.Source {
	t.Helper()
	o := bundle.Options{Entry: filepath.Join(dir, entry), Dir: dir, Programs: bundle.NewPrograms(64 << 20)}
	for _, c := range change {
		c(&o)
	}
	s := bundle.NewSource(o)
	t.Cleanup(s.Close)
	return s
}

// dev bundles as in dev mode.
func dev(o *bundle.Options) { o.Dev = true }

// build builds what must be right.
func build(t testing.TB, s *bundle.Source) *bundle.Bundle {
	t.Helper()
	b, err := s.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// mistakes builds what must be wrong.
func mistakes(t testing.TB, s *bundle.Source) []bundle.Message {
	t.Helper()
	_, err := s.Build(t.Context())
	var failure *bundle.Error
	if !errors.As(err, &failure) {
		t.Fatalf("Build = %v, want what is wrong with the files", err)
	}
	return failure.Messages
}

// world is a VM with what the tests' modules need.
func world(t testing.TB) *engine.VM {
	t.Helper()
	vm, err := engine.New(engine.Host{Stderr: io.Discard}, func(vm *engine.VM) error {
		vm.DefineModule("node:path", func() goja.Value {
			exports := vm.NewObject()
			_ = exports.Set("join", func(a, b string) string { return filepath.Join(a, b) })
			return exports
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(vm.Loop.Close)
	return vm
}

// evaluate evaluates a bundle in a new world and returns its export named value.
func evaluate(t testing.TB, b *bundle.Bundle) any {
	t.Helper()
	got, err := exported(world(t), b, "value")
	if err != nil {
		t.Fatal(err)
	}
	return got[0]
}

// exported evaluates a bundle and returns its exports of these names; of a
// function, what it returns, of a promise, what it settles to.
func exported(vm *engine.VM, b *bundle.Bundle, names ...string) (values []any, err error) {
	err = vm.Do(func() error {
		exports, err := b.Evaluate(vm)
		if err != nil {
			return err
		}
		for _, name := range names {
			value, err := settled(vm, exports.Get(name))
			if err != nil {
				return err
			}
			values = append(values, value.Export())
		}
		return nil
	})
	return values, err
}

// settled is a value, or what comes of it.
func settled(vm *engine.VM, value goja.Value) (goja.Value, error) {
	if call, ok := goja.AssertFunction(value); ok {
		var err error
		if value, err = call(goja.Undefined()); err != nil {
			return nil, err
		}
	}
	p, ok := value.Export().(*goja.Promise)
	if !ok {
		return value, nil
	}
	if err := vm.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
		return nil, err
	}
	if p.State() == goja.PromiseStateRejected {
		text := p.Result().String()
		if o, ok := p.Result().(*goja.Object); ok {
			text = o.Get("stack").String()
		}
		return nil, errors.New(text)
	}
	return p.Result(), nil
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}
