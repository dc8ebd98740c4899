package bundle

import (
	"sort"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/go-sourcemap/sourcemap"
)

// authors knows what the author of a program called what esbuild calls otherwise: two
// modules with a class User become one program, so that one of the two is User2,
// and a class that names itself is _User within. nil knows nothing.
type authors struct {
	sources *sourcemap.Consumer
	base    int   // of places in the text
	lines   []int // where they begin
}

func newAuthors(program *ast.Program, sources *sourcemap.Consumer) *authors {
	if sources == nil {
		return nil
	}
	n := &authors{sources: sources, base: program.File.Base(), lines: []int{0}}
	text := program.File.Source()
	for at := strings.IndexByte(text, '\n'); at >= 0; {
		start := n.lines[len(n.lines)-1] + at + 1
		n.lines = append(n.lines, start)
		at = strings.IndexByte(text[start:], '\n')
	}
	return n
}

// namedPlace is where something comes from, and its name there, if that is another.
type namedPlace struct {
	file, name   string
	line, column int
}

func (n *authors) at(idx file.Idx) namedPlace {
	offset := int(idx) - n.base
	line := sort.SearchInts(n.lines, offset+1) - 1
	var p namedPlace
	p.file, p.name, p.line, p.column, _ = n.sources.Source(line+1, offset-n.lines[line]+1)
	return p
}

// own is the name that the author gave to what id declares, and whether that is
// another.
func (n *authors) own(id *ast.Identifier) (string, bool) {
	name := id.Name.String()
	if last := name[len(name)-1]; last < '0' || last > '9' {
		return name, false // esbuild counts
	}
	if original := n.at(id.Idx).name; original != "" && original != name {
		return original, true
	}
	return name, false
}

// ofClass is the name of a class that a variable is declared with: its own name
// may be one that esbuild has made, at the place of the variable's.
func (n *authors) ofClass(variable *ast.Identifier, class *ast.ClassLiteral) (string, bool) {
	name, renamed := n.own(variable)
	if class.Name == nil {
		return name, renamed
	}
	made := strings.HasPrefix(class.Name.Name.String(), "_"+name)
	inner, outer := n.at(class.Name.Idx), n.at(variable.Idx)
	return name, made && inner.file == outer.file && inner.line == outer.line && inner.column == outer.column
}
