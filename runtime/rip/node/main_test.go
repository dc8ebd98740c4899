package node_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/web"
	"github.com/rip-server/rip-server/runtime/rip/webcrypto"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds what one snippet may take.
const patience = 20 * time.Second

// world is a VM with all that an app has, and what it printed.
type world struct {
	*engine.VM
	stdout, stderr bytes.Buffer
	exited         []int
}

func newWorld(t testing.TB, change ...func(*engine.Host)) *world {
	t.Helper()
	w := &world{}
	host := engine.Host{
		Dir: t.TempDir(), Env: map[string]string{"HOME": "/home/app"}, Stdout: &w.stdout, Stderr: &w.stderr,
		Exit: func(code int) { w.exited = append(w.exited, code) },
	}
	for _, c := range change {
		c(&host)
	}
	vm, err := engine.New(host, engine.Armour, es.Feature, web.Feature, webcrypto.Feature, node.Feature)
	if err != nil {
		t.Fatal(err)
	}
	w.VM = vm
	t.Cleanup(vm.Loop.Close)
	return w
}

// run evaluates the body of an async function, which has require, and returns
// what it returned as text, or what it threw.
func (w *world) run(body string) (result string, err error) {
	lowered := api.Transform("(async (require) => {"+body+"\n})", api.TransformOptions{
		Target: api.ESNext, Supported: map[string]bool{"async-generator": false, "for-await": false},
	})
	if len(lowered.Errors) > 0 {
		return "", &goja.CompilerSyntaxError{CompilerError: goja.CompilerError{Message: lowered.Errors[0].Text}}
	}
	late := time.AfterFunc(patience, func() { w.Kill(errors.New("it takes too long")) })
	defer late.Stop()
	err = w.Do(func() error {
		program, err := goja.Compile("snippet.js", string(lowered.Code), true)
		if err != nil {
			return err
		}
		v, err := w.RunProgram(program)
		if err != nil {
			return err
		}
		call, _ := goja.AssertFunction(v)
		v, err = call(goja.Undefined(), w.ToValue(w.require))
		if err != nil {
			return err
		}
		p := v.Export().(*goja.Promise)
		if err := w.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
			return err
		}
		result = p.Result().String()
		if p.State() == goja.PromiseStateRejected {
			result = "thrown: " + result
			if o, ok := p.Result().(*goja.Object); ok && testing.Verbose() {
				result += "\n" + o.Get("stack").String()
			}
		}
		return nil
	})
	return result, err
}

func (w *world) require(call goja.FunctionCall) goja.Value {
	name := call.Argument(0).String()
	if name != "bun" {
		name = "node:" + strings.TrimPrefix(name, "node:")
	}
	exports, ok := w.Module(name)
	if !ok {
		panic(w.NewTypeError("there is no module %s", name))
	}
	return exports
}

// expect is a table of bodies and what they return.
func expect(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		got, err := newWorld(t).run(c[0])
		if err != nil {
			got = "failed: " + err.Error()
		}
		if got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", strings.TrimSpace(c[0]), got, c[1])
		}
	}
}
