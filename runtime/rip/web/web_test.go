package web_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a VM with the web platform, and what it printed.
type world struct {
	*engine.VM
	stdout, stderr bytes.Buffer
	uncaught       []string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	vm, err := engine.New(engine.Host{
		Stdout: &w.stdout, Stderr: &w.stderr,
		Uncaught: func(_ *engine.VM, thrown goja.Value) { w.uncaught = append(w.uncaught, thrown.String()) },
	}, web.Feature)
	if err != nil {
		t.Fatal(err)
	}
	w.VM = vm
	t.Cleanup(vm.Loop.Close)
	return w
}

// run evaluates the body of an async function and returns what it returned,
// as text, or how it failed.
func (w *world) run(t *testing.T, body string) string {
	t.Helper()
	var result string
	err := w.Do(func() error {
		v, err := w.RunString("(async () => {" + body + "\n})()")
		if err != nil {
			return err
		}
		p := v.Export().(*goja.Promise)
		err = w.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending })
		if err != nil {
			return err
		}
		result = p.Result().String()
		if p.State() == goja.PromiseStateRejected {
			result = "thrown: " + result
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s\n%v", body, err)
	}
	return result
}

// expect is a table of bodies and what they return.
func expect(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		if got := newWorld(t).run(t, c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", strings.TrimSpace(c[0]), got, c[1])
		}
	}
}
