package bundle

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// nameName is the function that gives a function or a class a name.
const nameName = "__rip_name"

// keepNames gives what esbuild has renamed the name that it has in its module:
// error.constructor.name and the tables of an ORM must not depend on what other
// modules call theirs. (esbuild's own KeepNames has a call for every function.)
func (m *mender) keepNames(node any) {
	if m.names == nil {
		return
	}
	switch n := node.(type) {
	case *ast.Binding:
		if id, ok := n.Target.(*ast.Identifier); ok && n.Initializer != nil {
			n.Initializer = m.named(id, n.Initializer)
		}
	case *ast.ClassDeclaration:
		if name, renamed := m.names.own(n.Class.Name); renamed {
			nameClass(n.Class, name)
		}
	case *ast.BlockStatement:
		if calls := m.nameFunctions(n.List); len(calls) > 0 {
			n.List = append(calls, n.List...)
		}
	}
}

// named is what a variable is declared with, by its name.
func (m *mender) named(id *ast.Identifier, value ast.Expression) ast.Expression {
	switch v := value.(type) {
	case *ast.ClassLiteral:
		if name, renamed := m.names.ofClass(id, v); renamed {
			nameClass(v, name)
		}
	case *ast.FunctionLiteral:
		if v.Name == nil {
			return m.namedFunction(id, v)
		}
	case *ast.ArrowFunctionLiteral:
		return m.namedFunction(id, v)
	}
	return value
}

func (m *mender) namedFunction(id *ast.Identifier, function ast.Expression) ast.Expression {
	if name, renamed := m.names.own(id); renamed {
		return naming(function, name)
	}
	return function
}

// nameFunctions are the calls that name the functions which statements declare.
func (m *mender) nameFunctions(statements []ast.Statement) (calls []ast.Statement) {
	for _, s := range statements {
		if f, ok := s.(*ast.FunctionDeclaration); ok {
			id := f.Function.Name
			if name, renamed := m.names.own(id); renamed {
				calls = append(calls, &ast.ExpressionStatement{Expression: naming(&ast.Identifier{Name: id.Name, Idx: id.Idx}, name)})
			}
		}
	}
	return calls
}

// nameClass names a class in a static block before all else that is static, unless
// it has a static name of its own.
func nameClass(class *ast.ClassLiteral, name string) {
	for _, element := range class.Body {
		var key ast.Expression
		switch e := element.(type) {
		case *ast.MethodDefinition:
			if e.Static {
				key = e.Key
			}
		case *ast.FieldDefinition:
			if e.Static {
				key = e.Key
			}
		}
		if text, ok := key.(*ast.StringLiteral); ok && text.Value == "name" {
			return
		}
	}
	this := &ast.ThisExpression{Idx: class.Class}
	block := &ast.BlockStatement{
		LeftBrace: class.Class, RightBrace: class.Class,
		List: []ast.Statement{&ast.ExpressionStatement{Expression: naming(this, name)}},
	}
	class.Body = append([]ast.ClassElement{&ast.ClassStaticBlock{Static: class.Class, Block: block}}, class.Body...)
}

// naming is a call of __rip_name.
func naming(value ast.Expression, name string) ast.Expression {
	return passedTo(nameName, value, textAt(value.Idx0(), name))
}

// rename is __rip_name.
func (h *host) rename(call goja.FunctionCall) goja.Value {
	target := call.Argument(0).(*goja.Object)
	err := target.DefineDataProperty("name", call.Argument(1), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if err != nil {
		panic(err)
	}
	return target
}
