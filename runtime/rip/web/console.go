package web

import (
	"bytes"
	"io"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/inspect"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// groupIndent is what console.group adds.
const groupIndent = 2

// console is the console of one VM: log, info, debug, table and the like go to
// the host's Stdout, error, warn, assert and trace to its Stderr.
type console struct {
	vm      *engine.VM
	inspect *inspect.Inspector
	indent  int
	counts  map[string]int
	timers  map[string]time.Time
}

func installConsole(vm *engine.VM) error {
	c := &console{vm: vm, counts: map[string]int{}, timers: map[string]time.Time{}}
	vm.DefineLazyGlobal("console", c.object)
	return nil
}

// object is the console namespace object (Console standard 1).
func (c *console) object() goja.Value {
	c.inspect = inspect.New(c.vm.Runtime)
	o := c.vm.CreateObject(c.vm.NewObject())
	out, err := c.vm.Host.Stdout, c.vm.Host.Stderr
	for name, method := range map[string]func(goja.FunctionCall){
		"log": c.printer(out), "info": c.printer(out), "debug": c.printer(out),
		"error": c.printer(err), "warn": c.printer(err),
		"assert": c.assert, "trace": c.trace, "clear": func(goja.FunctionCall) {},
		"dir": c.dir, "dirxml": c.printer(out), "table": c.table,
		"group": c.group, "groupCollapsed": c.group, "groupEnd": c.groupEnd,
		"count": c.count, "countReset": c.countReset,
		"time": c.time, "timeLog": c.timeLog, "timeEnd": c.timeEnd,
	} {
		must(o.Set(name, c.vm.Function(name, 0, func(call goja.FunctionCall) goja.Value {
			method(call)
			return goja.Undefined()
		})))
	}
	must(o.DefineDataPropertySymbol(goja.SymToStringTag, c.vm.ToValue("console"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return o
}

func (c *console) printer(w io.Writer) func(goja.FunctionCall) {
	return func(call goja.FunctionCall) { c.print(w, c.inspect.Format(call.Arguments, inspect.Defaults())) }
}

// print writes a message as one write, so that lines of different workers do
// not mix. There is nobody to tell when it fails.
func (c *console) print(w io.Writer, message string) {
	if w == nil {
		return
	}
	if c.indent > 0 {
		pad := strings.Repeat(" ", c.indent)
		message = pad + strings.ReplaceAll(message, "\n", "\n"+pad)
	}
	_, _ = io.WriteString(w, message+"\n")
}

func (c *console) assert(call goja.FunctionCall) {
	if call.Argument(0).ToBoolean() {
		return
	}
	message := "Assertion failed"
	if len(call.Arguments) > 1 {
		rest := call.Arguments[1:]
		separator := " "
		if goja.IsString(rest[0]) {
			separator = ": "
		}
		message += separator + c.inspect.Format(rest, inspect.Defaults())
	}
	c.print(c.vm.Host.Stderr, message)
}

func (c *console) trace(call goja.FunctionCall) {
	message := "Trace"
	if len(call.Arguments) > 0 {
		message += ": " + c.inspect.Format(call.Arguments, inspect.Defaults())
	}
	frames := c.vm.CaptureCallStack(0, nil)
	var stack bytes.Buffer
	for _, frame := range frames[min(1, len(frames)):] { // without console.trace itself
		stack.WriteString("\n\tat ")
		frame.Write(&stack)
	}
	c.print(c.vm.Host.Stderr, trace.Clean(message+stack.String()))
}

func (c *console) dir(call goja.FunctionCall) {
	options := inspect.Defaults()
	if o, ok := call.Argument(1).(*goja.Object); ok {
		if depth := o.Get("depth"); depth != nil && !goja.IsUndefined(depth) {
			options.Depth = -1 // null and Infinity: all
			if f := depth.ToFloat(); !goja.IsNull(depth) && f >= 0 && f < 1000 {
				options.Depth = int(f)
			}
		}
		options.ShowHidden = flag(o, "showHidden")
		options.Colors = flag(o, "colors")
	}
	c.print(c.vm.Host.Stdout, c.inspect.Value(call.Argument(0), options))
}

func (c *console) group(call goja.FunctionCall) {
	if len(call.Arguments) > 0 {
		c.print(c.vm.Host.Stdout, c.inspect.Format(call.Arguments, inspect.Defaults()))
	}
	c.indent += groupIndent
}

func (c *console) groupEnd(goja.FunctionCall) { c.indent = max(0, c.indent-groupIndent) }
