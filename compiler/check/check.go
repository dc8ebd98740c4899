// Package check finds out what every name in a program means: which variable
// it is, where that is declared, and whether it may be written. It also
// refuses what stands where it cannot: a return outside a function, a value
// for a word that has none.
package check

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
)

// place is how a node's value is used.
type place uint8

const (
	statement place = iota // not at all
	tail                   // as the value of its function
	value                  // by the expression around it
)

// function is what is known about one function while its body is walked.
type function struct {
	node     *ast.Func // nil for the program
	scope    *ast.Scope
	outer    *function
	writes   []write
	plain    map[string]source.Span // names that = has bound, by first place
	matches  []**ast.Var            // the _ of its matches
	loops    int
	switches int
	trapped  bool // in a value that only a function of its own can compute
	method   *ast.Place
	field    bool // the value of a class field, or an arrow in it: arguments are nobody's there
}

// write is an assignment to a name.
type write struct {
	id     *ast.Ident
	scope  *ast.Scope
	stmt   *ast.Assign // set if the name can be declared there
	fresh  bool        // by =, which makes a name of its own where it may not write the outer one
	middle bool        // the rest in the middle of a pattern
}

// mention is a name that is read.
type mention struct {
	id    *ast.Ident
	scope *ast.Scope
	lazy  bool // read later, when everything around is declared
}

// checker is the state of one run.
type checker struct {
	file     *source.File
	sink     *diag.Sink
	scope    *ast.Scope
	fn       *function
	fns      []*function
	mentions []mention
	stmts    []*ast.Assign      // statements that may declare
	bound    map[string]bool    // every name that the program binds
	direct   map[ast.Node]int   // statements that stand in a function's own body, by index
	inert    map[*ast.Scope]int // index of the first statement that may call something
	schemas  schemas
}

// Check resolves the names of program and reports what is wrong to sink.
func Check(file *source.File, program *ast.Program, sink *diag.Sink) {
	c := &checker{
		file: file, sink: sink, inert: map[*ast.Scope]int{},
		// Most lines are a statement, and one byte in twenty begins a name that is read.
		direct: make(map[ast.Node]int, file.Lines()), mentions: make([]mention, 0, len(file.Text)/20),
	}
	program.Scope, program.Bound = &ast.Scope{}, map[string]bool{}
	c.bound = program.Bound
	c.enterFunction(nil, program.Scope)
	if program.HasData {
		c.add(c.scope, &ast.Var{Name: "DATA", Kind: ast.Readonly})
	}
	c.body(program.Body, statement)
	c.leaveFunction()
	c.resolve()
	c.schemaNames()
}

// fail reports a mistake.
func (c *checker) fail(at source.Span, format string, args ...any) *diag.Diagnostic {
	return c.sink.Add(diag.Emitter, at, format, args...)
}

// enterFunction begins the scope of a function, or of the program.
func (c *checker) enterFunction(node *ast.Func, scope *ast.Scope) {
	scope.Parent, scope.Func = c.scope, node
	f := &function{node: node, scope: scope, outer: c.fn}
	if node != nil && node.Fat && c.fn != nil {
		f.method, f.field = c.fn.method, c.fn.field
	}
	c.scope, c.fn = scope, f
	c.fns = append(c.fns, f)
}

// leaveFunction ends enterFunction.
func (c *checker) leaveFunction() {
	c.scope, c.fn = c.scope.Parent, c.fn.outer
}

// enterBlock begins a scope of a loop or catch.
func (c *checker) enterBlock() *ast.Scope {
	c.scope = &ast.Scope{Parent: c.scope, Block: true}
	return c.scope
}

// leaveBlock ends enterBlock.
func (c *checker) leaveBlock() { c.scope = c.scope.Parent }

// body walks the statements of a function; the last is used as last says.
func (c *checker) body(list []ast.Node, last place) {
	calls := false
	for i, n := range list {
		if !calls && !inertStatement(n) {
			calls = true
			c.inert[c.scope] = i
		}
		c.direct[n] = i
		if e, ok := n.(*ast.Export); ok && e.Decl != nil {
			c.direct[e.Decl] = i
		}
	}
	if !calls {
		c.inert[c.scope] = len(list)
	}
	c.list(list, last)
}

// list walks statements; the last is used as last says.
func (c *checker) list(list []ast.Node, last place) {
	for i, n := range list {
		if i == len(list)-1 {
			c.visit(n, last)
		} else {
			c.visit(n, statement)
		}
	}
}

// inertStatement says that n cannot run anything of the program when it is
// reached, so that no def can see what is not yet declared.
func inertStatement(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Import, *ast.Erased, *ast.Func, *ast.Enum:
		return true
	case *ast.Export:
		return n.Decl != nil && inertStatement(n.Decl) || n.Decl == nil && n.Default == nil
	case *ast.Assign:
		_, named := n.Target.(*ast.Ident)
		return named && inertValue(n.Value)
	}
	return false
}

// inertValue is inertStatement for values.
func inertValue(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Func, *ast.Number, *ast.Word, *ast.Regex, *ast.Words, *ast.Symbol, *ast.Schema:
		return true
	case *ast.Str:
		return n.Plain()
	case *ast.Array:
		for _, e := range n.List {
			if e != nil && !inertValue(e) {
				return false
			}
		}
		return true
	case *ast.Object:
		for _, p := range n.Props {
			if p.Computed || p.Spread || p.Value == nil || !inertValue(p.Value) {
				return false
			}
		}
		return true
	}
	return false
}

// add puts a variable into a scope.
func (c *checker) add(scope *ast.Scope, v *ast.Var) *ast.Var {
	c.bound[v.Name] = true
	return scope.Add(v)
}
