package bundle

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// awaitName is the function that programs pass what they await through.
const awaitName = "__rip_await"

// checkAwaited makes await x await __rip_await(x). goja takes whatever says that
// its constructor is Promise for a promise, and panics when it is none: an object
// with such a property, or a proxy that stands before a promise. That would cost
// the VM. The call takes 0.1 µs, an await one or two.
func checkAwaited(node any) {
	if n, ok := node.(*ast.AwaitExpression); ok {
		n.Argument = passedTo(awaitName, n.Argument)
	}
}

// passedTo is name(value, …), at value's place.
func passedTo(name unistring.String, value ast.Expression, more ...ast.Expression) ast.Expression {
	at := value.Idx0()
	return &ast.CallExpression{
		Callee:          &ast.Identifier{Name: name, Idx: at},
		LeftParenthesis: at, ArgumentList: append([]ast.Expression{value}, more...), RightParenthesis: value.Idx1(),
	}
}

// textAt is a string, at a place.
func textAt(at file.Idx, s string) ast.Expression {
	return &ast.StringLiteral{Idx: at, Literal: s, Value: unistring.NewFromString(s)}
}

// promiseType is what goja exports a promise as.
var promiseType = reflect.TypeFor[*goja.Promise]()

// awaited is __rip_await: of an object that is no promise, a promise of it, as
// the standard's await makes one.
func (h *host) awaited(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok || o.ExportType() == promiseType {
		return call.Argument(0)
	}
	promise, resolve, _ := h.vm.NewPromise()
	if err := resolve(o); err != nil {
		panic(err)
	}
	return h.vm.ToValue(promise)
}
