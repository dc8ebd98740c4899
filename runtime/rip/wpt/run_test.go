package wpt

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
	"github.com/rip-server/rip-server/runtime/rip/web"
	"github.com/rip-server/rip-server/runtime/rip/webcrypto"
)

// fileTimeout bounds one test file; the slowest need a few seconds.
const fileTimeout = 30 * time.Second

//go:embed page.js
var pageScript string

//go:embed report.js
var reportScript string

// report is what testharness.js says of one file.
type report struct {
	Harness struct {
		Status  int
		Message string
	}
	Tests []struct {
		Name    string
		Status  int // 0: passed
		Message string
	}
}

// run runs one test file in a VM of its own. An error says why there is no
// report: the file did not parse, threw at its top level, or never finished.
func run(f testFile) (*report, error) {
	var uncaught string
	vm, err := engine.New(engine.Host{
		Stdout: io.Discard, Stderr: io.Discard,
		Uncaught: func(_ *engine.VM, thrown goja.Value) { uncaught = thrown.String() },
	}, features()...)
	if err != nil {
		return nil, err
	}
	defer vm.Loop.Close()
	alarm := time.AfterFunc(fileTimeout, func() { vm.Interrupt("the test took longer than " + fileTimeout.String()) })
	defer alarm.Stop()
	var result *report
	err = vm.Do(func() error {
		if err := evaluate(vm, f, func(r *report) { result = r }); err != nil {
			return err
		}
		tooLate := false
		vm.Loop.After(fileTimeout, func() { tooLate = true })
		if err := vm.Loop.Until(func() bool { return result != nil || tooLate }); err != nil {
			return err
		}
		if tooLate {
			return errors.New("the test never finished")
		}
		return nil
	})
	if err != nil && uncaught != "" {
		err = fmt.Errorf("%w; uncaught: %s", err, uncaught)
	}
	return result, err
}

// features are those of the apps' VMs that the tests are about.
func features() []engine.Feature {
	return []engine.Feature{engine.Armour, es.Feature, web.Feature, webcrypto.Feature}
}

// evaluate runs the harness, the test's scripts and the test.
func evaluate(vm *engine.VM, f testFile, complete func(*report)) error {
	page := map[string]any{"title": f.title, "variant": f.variant, "path": f.path}
	read := func(call goja.FunctionCall) goja.Value {
		content, err := f.read(call.Argument(0).String())
		if err != nil {
			panic(vm.NewTypeError(err.Error()))
		}
		return vm.ToValue(content)
	}
	if err := callScript(vm, pageScript, vm.ToValue(page), vm.ToValue(read)); err != nil {
		return err
	}
	if err := runFile(vm, f.root, "resources/testharness.js"); err != nil {
		return err
	}
	done := func(call goja.FunctionCall) goja.Value {
		var r report
		if err := json.Unmarshal([]byte(call.Argument(0).String()), &r); err != nil {
			panic(vm.NewGoError(err))
		}
		complete(&r)
		return goja.Undefined()
	}
	if err := callScript(vm, reportScript, vm.ToValue(done)); err != nil {
		return err
	}
	for _, script := range append(f.scripts, f.path) {
		if err := runFile(vm, f.root, script); err != nil {
			return err
		}
	}
	_, err := vm.RunString("done()")
	return err
}

// callScript calls the function that a script of ours is.
func callScript(vm *engine.VM, source string, args ...goja.Value) error {
	value, err := vm.RunString(source)
	if err != nil {
		return err
	}
	fn, _ := goja.AssertFunction(value)
	_, err = fn(goja.Undefined(), args...)
	return err
}

func runFile(vm *engine.VM, root, name string) error {
	program, err := compile(root, name)
	if err != nil {
		return err
	}
	_, err = vm.RunProgram(program)
	return err
}

// programs are the compiled files: the harness and shared scripts come often.
var programs sync.Map // path → *goja.Program

// compile lowers what goja lacks, as the bundler does for apps.
func compile(root, name string) (*goja.Program, error) {
	if program, ok := programs.Load(name); ok {
		return program.(*goja.Program), nil
	}
	source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	lowered := api.Transform(string(source), api.TransformOptions{
		Target: api.ESNext, Charset: api.CharsetUTF8, Sourcefile: name,
		Supported: map[string]bool{
			"async-generator": false, "for-await": false, "using": false, "hashbang": false,
			"regexp-unicode-property-escapes": false, "regexp-set-notation": false, "regexp-match-indices": false,
			"regexp-sticky-and-unicode-flags": false,
		},
	})
	if len(lowered.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", name, lowered.Errors[0].Text)
	}
	program, err := goja.Compile(name, string(lowered.Code), false)
	if err != nil {
		return nil, err
	}
	programs.Store(name, program)
	return program, nil
}
