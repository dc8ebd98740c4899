package bundle

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/go-sourcemap/sourcemap"
)

// mend has goja understand what it would get wrong in a program with that text.
// sources is its source map; nil when it has none.
func mend(parsed *ast.Program, text string, sources *sourcemap.Consumer) {
	mendNodes(parsed, sources)
	if strings.Contains(text, "new.target") {
		mendNewTarget(parsed)
	}
}

// mendNodes goes through a program once, for all that is mended in single nodes.
func mendNodes(program *ast.Program, sources *sourcemap.Consumer) {
	m := &mender{
		text: program.File.Source(), base: program.File.Base(), names: newAuthors(program, sources), fields: map[reflect.Type][]int{},
	}
	m.mend(reflect.ValueOf(program.Body))
}

// mender is a walk through a program. goja has no visitor; this one reflects.
type mender struct {
	text   string
	base   int                    // of places in the text
	names  *authors               // those that the author gave
	fields map[reflect.Type][]int // reflect takes most of the time to tell of a field, and there are some hundred
}

func (m *mender) mend(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		mendRegExp(v)
		m.mend(v.Elem())
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		m.mendNode(v.Interface())
		if e := v.Elem(); e.Kind() == reflect.Struct {
			m.mend(e)
		}
	case reflect.Slice:
		for i := range v.Len() {
			m.mend(v.Index(i))
		}
	case reflect.Struct:
		for _, i := range m.fieldsOf(v.Type()) {
			m.mend(v.Field(i))
		}
	}
}

// mendNode mends a node before those that it has.
func (m *mender) mendNode(node any) {
	mendPrivateIn(node)
	m.mendComparison(node)
	hideTest(node)
	cleanStackOf(node)
	checkAwaited(node)
	clearVariables(node)
	m.nameArguments(node)
	m.keepNames(node)
}

// fieldsOf are the fields of a type of nodes that have nodes of their own.
func (m *mender) fieldsOf(node reflect.Type) []int {
	fields, known := m.fields[node]
	if !known {
		for i := range node.NumField() {
			if holdsCode(node.Field(i)) {
				fields = append(fields, i)
			}
		}
		m.fields[node] = fields
	}
	return fields
}

// holdsCode is whether a field of a node has nodes of its own. DeclarationList
// has those that are in the body, too; File is the text.
func holdsCode(f reflect.StructField) bool {
	if !f.IsExported() || f.Name == "DeclarationList" || f.Name == "File" {
		return false
	}
	switch f.Type.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct:
		return true
	case reflect.Slice:
		return f.Type.Elem().Kind() != reflect.Uint8
	}
	return false
}
