package ast

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/rip-server/rip-server/compiler/source"
)

// Dump is the tree below n as text for people: one node a line with its place
// in file, its children below it, indented. What is false or empty is left
// out, and so is what check adds. It reads the fields of the nodes by
// reflection, so that a new kind of node needs nothing here.
func Dump(file *source.File, n Node) string {
	d := &dumper{file: file}
	d.node(0, "", reflect.ValueOf(n))
	return d.out.String()
}

// dumper writes one tree.
type dumper struct {
	file *source.File
	out  strings.Builder
}

// node writes one line for the node v, which the field label holds, and then
// its children.
func (d *dumper) node(depth int, label string, v reflect.Value) {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	d.out.WriteString(strings.Repeat("  ", depth))
	if label != "" {
		d.out.WriteString(label + ": ")
	}
	d.out.WriteString(v.Type().Name())
	if n, ok := v.Addr().Interface().(Node); ok {
		at := n.Pos()
		start, end := d.file.Position(at.Start), d.file.Position(at.End)
		fmt.Fprintf(&d.out, " %d:%d-%d:%d", start.Line, start.Column, end.Line, end.Column)
	}
	var below []field
	for i := range v.NumField() {
		f := field{name: lower(v.Type().Field(i).Name), value: v.Field(i)}
		switch {
		case v.Type().Field(i).Anonymous || !v.Type().Field(i).IsExported() || f.value.IsZero() || f.resolved():
		case f.children():
			below = append(below, f)
		default:
			d.fact(f)
		}
	}
	d.out.WriteByte('\n')
	for _, f := range below {
		d.below(depth+1, f)
	}
}

// field is one field of a node.
type field struct {
	name  string
	value reflect.Value
}

// resolved says that check fills the field in, or that it repeats others.
func (f field) resolved() bool {
	switch f.value.Interface().(type) {
	case *Var, *Scope, *Place, map[string]string, map[string]bool:
		return true
	}
	return false
}

// children says that the field holds nodes, not a fact about its own.
func (f field) children() bool {
	switch f.value.Kind() {
	case reflect.Interface, reflect.Pointer:
		return true
	case reflect.Slice:
		return f.value.Type().Elem().Kind() != reflect.String
	}
	return false
}

// fact writes a field that is no node, behind its node.
func (d *dumper) fact(f field) {
	switch v := f.value.Interface().(type) {
	case bool:
		fmt.Fprintf(&d.out, " %s", f.name)
	case byte:
		fmt.Fprintf(&d.out, " %s=%c", f.name, v)
	case string, []string:
		fmt.Fprintf(&d.out, " %s=%q", f.name, v)
	default:
		fmt.Fprintf(&d.out, " %s=%v", f.name, v)
	}
}

// below writes the node, or the nodes, of a field.
func (d *dumper) below(depth int, f field) {
	if f.value.Kind() != reflect.Slice {
		d.node(depth, f.name, f.value)
		return
	}
	for i := range f.value.Len() {
		element := f.value.Index(i)
		if element.Kind() != reflect.Struct && element.IsNil() {
			fmt.Fprintf(&d.out, "%s%s[%d]: nothing\n", strings.Repeat("  ", depth), f.name, i)
			continue
		}
		d.node(depth, fmt.Sprintf("%s[%d]", f.name, i), element)
	}
}

// lower is a field's name as dumps write it.
func lower(name string) string {
	return string(unicode.ToLower(rune(name[0]))) + name[1:]
}
