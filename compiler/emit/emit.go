// Package emit writes a checked program as JavaScript. Every statement stays
// on its source line, every expression is evaluated once, and names that the
// compiler makes are none of the program's.
//
// Rip's control structures are values. Where the value is only returned,
// assigned to a name or collected, the structure stays a statement and each
// of its ends delivers into a sink (see sink.go); a function of its own, called
// at once, is the last resort.
package emit

import (
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/sourcemap"
)

// Options change what is written.
type Options struct{ Map bool }

// Result is a program's JavaScript.
type Result struct {
	Code  []byte
	Marks []sourcemap.Mark // for a source map, if one is wanted
}

// function is the function whose body is being written.
type function struct {
	outer  *function
	temps  []string       // to declare at its top
	next   map[string]int // how many temporaries of each name are taken
	method *ast.Place
	// params are what @name stands for in a constructor before it is assigned:
	// its parameter. Functions have it from around them only where super(…) has
	// not been called, and this cannot be used.
	params      map[string]string
	beforeSuper bool
}

// emitter is the state of one run.
type emitter struct {
	printer
	sink    *diag.Sink
	program *ast.Program
	fn      *function
	helpers []string // in order of first use
	asked   map[string]bool
	names   map[string]string // a helper's name here
	schemas []string          // what is used of the schema runtime
}

// Emit writes program, which Check must have found right.
func Emit(file *source.File, program *ast.Program, opts Options, errs *diag.Sink) Result {
	e := &emitter{
		printer: printer{file: file, line: 1, maps: opts.Map, buf: make([]byte, 0, len(file.Text)*5/4+64)},
		sink:    errs, program: program, asked: map[string]bool{}, names: map[string]string{},
	}
	e.fn = &function{}
	if program.HasData {
		e.w("const DATA = ", quote(program.Data), ";")
	}
	top := len(e.buf)
	e.hoisted(program.Scope)
	e.statements(program.Body, drop)
	e.declareTemps(top)
	e.runtime(top)
	e.schemaRuntime(top)
	if n := len(e.buf); n > 0 && e.buf[n-1] != '\n' {
		e.w("\n")
	}
	e.writeHelpers()
	return Result{Code: e.buf, Marks: e.marks}
}

// hoisted declares the names of a scope that no statement can declare.
func (e *emitter) hoisted(scope *ast.Scope) {
	var names []string
	for _, v := range scope.Vars {
		if v.Assigned && v.InPlace == nil {
			names = append(names, v.Name)
		}
	}
	if len(names) > 0 {
		e.space()
		e.w("let ", strings.Join(names, ", "), ";")
	}
}

// declareTemps declares the temporaries of the function at the top of its body.
func (e *emitter) declareTemps(top int) {
	if len(e.fn.temps) > 0 {
		text := "let " + strings.Join(e.fn.temps, ", ") + ";"
		if top > 0 && e.buf[top-1] == '{' {
			e.insert(top, " "+text)
		} else {
			e.insert(top, text+" ")
		}
	}
}

// name takes a name that neither the program nor the functions around use:
// _ref, _ref2 and so on.
func (e *emitter) name(base string) string {
	n := 0
	for f := e.fn; f != nil; f = f.outer {
		n = max(n, f.next[base])
	}
	for {
		n++
		name := "_" + base
		if n > 1 {
			name += itoa(n)
		}
		if _, used := e.program.Words[name]; !used {
			if e.fn.next == nil {
				e.fn.next = map[string]int{}
			}
			e.fn.next[base] = n
			return name
		}
	}
}

// temp takes a name and has it declared at the top of the function.
func (e *emitter) temp(base string) string {
	name := e.name(base)
	e.fn.temps = append(e.fn.temps, name)
	return name
}

// itoa is strconv.Itoa for small positive numbers.
func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

// statements writes a list; the last one delivers into s.
func (e *emitter) statements(list []ast.Node, s sink) {
	last := len(list) - 1
	for last >= 0 && s.kind != dropped {
		if _, erased := list[last].(*ast.Erased); !erased {
			break
		}
		last--
	}
	for i, n := range list {
		if _, erased := n.(*ast.Erased); erased {
			continue
		}
		e.sep(n.Pos().Start)
		if i == last {
			e.statement(n, s)
		} else {
			e.statement(n, drop)
		}
	}
	if last < 0 {
		e.nothing(s)
	}
}

// block writes { statements }.
func (e *emitter) block(list []ast.Node, s sink) {
	e.w("{")
	e.depth++
	e.statements(list, s)
	e.depth--
	e.w(" }")
}

// blockOf is a branch as a list of statements.
func blockOf(n ast.Node) []ast.Node {
	switch n := n.(type) {
	case nil:
		return nil
	case *ast.Block:
		if n == nil {
			return nil
		}
		return n.List
	}
	return []ast.Node{n}
}
