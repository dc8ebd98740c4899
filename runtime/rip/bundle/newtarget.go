package bundle

import (
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// mendNewTarget makes new.target undefined in functions that are called without
// new. goja hands that of a constructor down to the plain calls in it, so that
// "if (!new.target) return new F()" does not, and what must not be called with new
// thinks that it is. Programs are strict: a plain call has no this. What a function
// is called on, f.call(x), does not tell.
func mendNewTarget(program *ast.Program) {
	(&newTargets{}).mend(reflect.ValueOf(program.Body))
}

// newTargets goes through a tree.
type newTargets struct {
	function bool // this is in one that may be called without new
	method   bool // the function that follows is a class's
}

func (t *newTargets) mend(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if found, ok := v.Interface().(*ast.MetaProperty); ok && t.function && v.CanSet() && found.Meta.Name == "new" {
			v.Set(reflect.ValueOf(ifCalledWithNew(found)))
			return
		}
		t.mend(v.Elem())
	case reflect.Pointer:
		if e := v.Elem(); e.Kind() == reflect.Struct {
			t.within(v.Interface()).mend(e)
		}
	case reflect.Slice:
		for i := range v.Len() {
			t.mend(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if holdsCode(v.Type().Field(i)) {
				t.mend(v.Field(i))
			}
		}
	}
}

// within is what holds within a node. An arrow function has what is around it; a
// constructor of a class cannot be called without new, and may not have its this yet.
func (t *newTargets) within(node any) *newTargets {
	switch node.(type) {
	case *ast.MethodDefinition:
		return &newTargets{method: true}
	case *ast.FunctionLiteral:
		return &newTargets{function: !t.method}
	case *ast.FieldDefinition, *ast.ClassStaticBlock:
		return &newTargets{}
	}
	return t
}

// ifCalledWithNew is: this === void 0 ? void 0 : new.target.
func ifCalledWithNew(found *ast.MetaProperty) ast.Expression {
	nothing := func() ast.Expression {
		zero := &ast.NumberLiteral{Idx: found.Idx, Literal: "0", Value: int64(0)}
		return &ast.UnaryExpression{Operator: token.VOID, Idx: found.Idx, Operand: zero}
	}
	plain := &ast.BinaryExpression{
		Operator: token.STRICT_EQUAL, Left: &ast.ThisExpression{Idx: found.Idx}, Right: nothing(), Comparison: true,
	}
	return &ast.ConditionalExpression{Test: plain, Consequent: nothing(), Alternate: found}
}
