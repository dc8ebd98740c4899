package web

import (
	"fmt"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/inspect"
)

// label is the name of a counter or timer.
func (c *console) label(call goja.FunctionCall) string {
	if v := call.Argument(0); !goja.IsUndefined(v) {
		return v.ToString().String() // throws for a symbol, as the standard has it
	}
	return "default"
}

func (c *console) count(call goja.FunctionCall) {
	label := c.label(call)
	c.counts[label]++
	c.print(c.vm.Host.Stdout, fmt.Sprintf("%s: %d", label, c.counts[label]))
}

func (c *console) countReset(call goja.FunctionCall) {
	label := c.label(call)
	if _, ok := c.counts[label]; !ok {
		c.print(c.vm.Host.Stderr, fmt.Sprintf("Warning: Count for '%s' does not exist", label))
	}
	delete(c.counts, label)
}

func (c *console) time(call goja.FunctionCall) {
	label := c.label(call)
	if _, ok := c.timers[label]; ok {
		c.print(c.vm.Host.Stderr, fmt.Sprintf("Warning: Label '%s' already exists for console.time()", label))
		return
	}
	c.timers[label] = time.Now()
}

func (c *console) timeLog(call goja.FunctionCall) {
	label := c.label(call)
	var rest []goja.Value
	if len(call.Arguments) > 1 {
		rest = call.Arguments[1:]
	}
	c.elapsed("timeLog", label, rest)
}

func (c *console) timeEnd(call goja.FunctionCall) {
	label := c.label(call)
	c.elapsed("timeEnd", label, nil)
	delete(c.timers, label)
}

func (c *console) elapsed(method, label string, rest []goja.Value) {
	start, ok := c.timers[label]
	if !ok {
		c.print(c.vm.Host.Stderr, fmt.Sprintf("Warning: No such label '%s' for console.%s()", label, method))
		return
	}
	message := fmt.Sprintf("%s: %s", label, milliseconds(time.Since(start)))
	for _, v := range rest {
		message += " " + c.inspect.Format([]goja.Value{v}, inspect.Defaults())
	}
	c.print(c.vm.Host.Stdout, message)
}

// milliseconds writes a duration as node does: 0.123ms, 1.500s.
func milliseconds(d time.Duration) string {
	if d >= time.Second {
		return fmt.Sprintf("%.3fs", d.Seconds())
	}
	return fmt.Sprintf("%.3gms", float64(d.Nanoseconds())/1e6)
}
