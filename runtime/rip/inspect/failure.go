package inspect

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/trace"
)

func (p *printer) isError(o *goja.Object) bool { return o.ClassName() == "Error" }

// errorText is the stack, which begins with name and message; without one,
// name and message in brackets.
func (p *printer) errorText(o *goja.Object) string {
	stack := strings.TrimRight(text(p.own(o, p.rt.ToValue("stack"))), "\n")
	head := p.errorHead(o)
	if stack == "" {
		return p.indented("[" + head + "]")
	}
	return p.indented(trace.Clean(stack))
}

// errorHead is "TypeError: message".
func (p *printer) errorHead(o *goja.Object) string {
	name, message := o.Get("name"), o.Get("message")
	head := "Error"
	if name != nil && !goja.IsUndefined(name) {
		head = name.String()
	}
	if message == nil || goja.IsUndefined(message) || message.String() == "" {
		return head
	}
	return head + ": " + message.String()
}

// indented moves the lines after the first to the current indentation.
func (p *printer) indented(s string) string {
	return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", p.indent))
}

// errorProperties are those that the stack does not show, the cause and the
// errors of an AggregateError among them though they are not enumerable.
func (p *printer) errorProperties(o *goja.Object, depth int) []string {
	keys := slices.DeleteFunc(p.keys(o), func(key string) bool {
		return key == "stack" || key == "message" || key == "cause" || key == "errors"
	})
	entries := p.some(o, keys, depth)
	for _, hidden := range []string{"errors", "cause"} {
		if v := p.own(o, p.rt.ToValue(hidden)); v != nil {
			entries = append(entries, "["+hidden+"]: "+p.child(v, depth))
		}
	}
	return entries
}
