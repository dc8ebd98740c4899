package bundle

import (
	"reflect"
	"slices"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// stackName is the function that programs call with an object before they read
// its stack; it returns the object.
const stackName = "__rip_stack"

// stackKey is the property that it is about.
const stackKey unistring.String = "stack"

// cleanStackOf makes error.stack __rip_stack(error).stack, and so its
// destructuring: goja writes an error's stack when it is first asked for, with
// the runtime's frames in it and in a form of its own, and has no hook for that.
// Keys that are computed are left alone.
func cleanStackOf(node any) {
	switch n := node.(type) {
	case *ast.DotExpression:
		if n.Identifier.Name == stackKey {
			n.Left = withCleanStack(n.Left)
		}
	case *ast.BracketExpression:
		if isStack(n.Member) {
			n.Left = withCleanStack(n.Left)
		}
	case *ast.Binding:
		if pattern, ok := n.Target.(*ast.ObjectPattern); ok && n.Initializer != nil && takesStack(pattern) {
			n.Initializer = cleaning(n.Initializer)
		}
	}
}

func isStack(key ast.Expression) bool {
	text, ok := key.(*ast.StringLiteral)
	return ok && text.Value == stackKey
}

func takesStack(pattern *ast.ObjectPattern) bool {
	return slices.ContainsFunc(pattern.Properties, func(p ast.Property) bool {
		switch p := p.(type) {
		case *ast.PropertyShort:
			return p.Name.Name == stackKey
		case *ast.PropertyKeyed:
			return isStack(p.Key)
		}
		return false
	})
}

// withCleanStack is the object whose stack is read. A chain that ends where
// something is undefined must not do so in the middle of a call's arguments:
// a?.b?.stack is (a?.b)?.stack, but a?.b.stack is nothing like it, and stays.
func withCleanStack(object ast.Expression) ast.Expression {
	switch o := object.(type) {
	case *ast.SuperExpression:
		return o
	case *ast.Optional:
		if inChain(o.Expression) {
			o.Expression = &ast.OptionalChain{Expression: o.Expression}
		}
		o.Expression = cleaning(o.Expression)
		return o
	}
	if inChain(object) {
		return object
	}
	return cleaning(object)
}

// inChain is whether an expression may end early because it has a ?. of its own.
func inChain(e ast.Expression) bool {
	for {
		switch n := e.(type) {
		case *ast.Optional:
			return true
		case *ast.DotExpression:
			e = n.Left
		case *ast.PrivateDotExpression:
			e = n.Left
		case *ast.BracketExpression:
			e = n.Left
		case *ast.CallExpression:
			e = n.Callee
		default:
			return false
		}
	}
}

func cleaning(object ast.Expression) ast.Expression { return passedTo(stackName, object) }

// cleaned is __rip_stack.
func cleaned(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok || o.ExportType() == proxyType || o.ClassName() != "Error" {
		return call.Argument(0)
	}
	if stack, ok := o.Get("stack").(goja.String); ok && trace.Raw(stack.String()) {
		_ = o.Set("stack", trace.Clean(stack.String())) // of a frozen error it stays as it is
	}
	return o
}

// proxyType is what goja exports a proxy as: its traps are not for us to spring.
var proxyType = reflect.TypeFor[goja.Proxy]()
