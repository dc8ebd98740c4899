package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
)

// schemaField checks one field: its type, and what its type allows.
func (c *checker) schemaField(f *ast.SchemaField) {
	if f.Type != nil {
		c.schemaType(f)
	}
	c.capLength(f)
	if f.Range != nil {
		c.schemaRange(f)
	}
	if f.Pattern != nil && !textual(f.Type) {
		c.fail(f.Pattern.Pos(), "a pattern is for texts, and this field is %s", typeWords(f.Type))
	}
	if f.Default != nil {
		c.schemaDefault(f)
	}
	if f.Transform != nil {
		if f.Transform.Async {
			c.fail(f.Transform.Pos(), "a transform runs while the data is parsed and cannot wait")
		}
		c.function(f.Transform)
	}
}

// schemaType checks a field's type.
func (c *checker) schemaType(f *ast.SchemaField) {
	t := f.Type
	if t.Coerce && f.Transform != nil {
		c.fail(t.Span, "a field with a transform is not coerced: the transform replaces it").
			WithHint("coerce in the transform, and leave the ~ out")
	}
	if t.Name == nil {
		return
	}
	builtin := slices.Contains(SchemaTypes(), t.Name.Name)
	coercible := []string{"integer", "number", "boolean", "date"}
	switch {
	case t.Coerce && !slices.Contains(coercible, t.Name.Name):
		d := c.fail(t.Span, "'%s' is not coercible", t.Name.Name)
		if near := diag.Nearest(t.Name.Name, coercible); near != "" {
			d.WithHint("did you mean ~%s?", near)
		} else {
			d.WithHint("~%s are; ~:name asks a coercer that you register; anything else is a transform", strings.Join(coercible, ", ~"))
		}
	case !builtin:
		c.schemaRef(t.Name)
	}
}

// typeName is the built-in type of a field's values; empty is a schema's or a
// coercer's.
func typeName(t *ast.SchemaType) string {
	switch {
	case t == nil, t.Values != nil:
		return "string"
	case t.Name != nil && slices.Contains(SchemaTypes(), t.Name.Name):
		return t.Name.Name
	}
	return ""
}

// numeric says that a type's values are numbers.
func numeric(t *ast.SchemaType) bool {
	name := typeName(t)
	return name == "integer" || name == "number"
}

// textual says that a type's values are texts, or may be.
func textual(t *ast.SchemaType) bool {
	switch typeName(t) {
	case "string", "text", "email", "url", "uuid", "phone", "zip":
		return t == nil || t.Values == nil
	case "":
		return t.Coercer != nil
	}
	return false
}

// typeWords is a type as it was written.
func typeWords(t *ast.SchemaType) string {
	switch {
	case t.Values != nil:
		return "one of a few texts"
	case t.Coercer != nil:
		return "~:" + t.Coercer.Name
	case t.Array:
		return t.Name.Name + "[]"
	}
	return t.Name.Name
}

// schemaRange checks a range against its field. A required field that has only
// a limit above is at least 1, or one long: that is what ! ..50 nearly always
// means.
func (c *checker) schemaRange(f *ast.SchemaField) {
	r, t := f.Range, f.Type
	list := t != nil && t.Array
	if t != nil && !list && !numeric(t) && !textual(t) {
		c.fail(r.Span, "a range limits a number, or the length of a text or list, and this field is %s", typeWords(t))
		return
	}
	length := list || typeName(t) != "" && !numeric(t) // what a coercer makes may be either
	from, okFrom := c.rangeEnd(r.From, length)
	to, okTo := c.rangeEnd(r.To, length)
	if !okFrom || !okTo || r.To == nil {
		return
	}
	if r.From == nil && f.Required {
		from = 1
		r.From = &ast.SchemaBound{Span: r.Span, Text: "1"}
		if to < from {
			c.fail(r.Span, "a required field is at least 1 when only its upper limit is given, and that is %s", r.To.Text).
				WithHint("write both ends")
		}
		return
	}
	if r.From != nil && from > to {
		c.fail(r.Span, "this range is reversed").WithHint("write %s..%s", r.To.Text, r.From.Text)
	}
}

// rangeEnd reads one end of a range; a length is a whole number that is not
// negative. It is fine for it not to be there.
func (c *checker) rangeEnd(b *ast.SchemaBound, length bool) (value float64, ok bool) {
	if b == nil {
		return 0, true
	}
	value, ok = number(b.Text)
	switch {
	case !ok:
		c.fail(b.Span, "a range is between plain numbers, and %s is none", b.Text)
	case length && (value < 0 || value != float64(int64(value))):
		c.fail(b.Span, "a length is a whole number from 0 on")
		ok = false
	}
	return value, ok
}

// number is the value of a numeric literal; a bigint has none here.
func number(text string) (float64, bool) {
	text = strings.ReplaceAll(text, "_", "")
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return v, true
	}
	v, err := strconv.ParseInt(text, 0, 64)
	return float64(v), err == nil
}

// schemaDefault checks that a default is a value that the field may have.
func (c *checker) schemaDefault(f *ast.SchemaField) {
	t := f.Type
	if f.Transform != nil {
		return
	}
	text, isText := literalText(f.Default)
	value, isNumber := literalNumber(f.Default)
	word, isWord := f.Default.(*ast.Word)
	wrong := false
	switch name := typeName(t); {
	case isWord && (word.Text == "null" || word.Text == "undefined"):
	case t != nil && t.Values != nil:
		if !isText || !slices.ContainsFunc(t.Values, func(s *ast.Str) bool { return s.Text() == text }) {
			c.fail(f.Default.Pos(), "the default is none of the texts that this field may be")
		}
		return
	case t != nil && t.Array:
		wrong = true
	case textual(t) && name != "":
		wrong = !isText
	case numeric(t):
		wrong = !isNumber || name == "integer" && value != float64(int64(value))
	case name == "boolean":
		wrong = !isWord
	case name == "date" || name == "datetime":
		wrong = !isText
	}
	if wrong {
		c.fail(f.Default.Pos(), "the default is no %s", typeWords(orString(t)))
		return
	}
	c.defaultInRange(f, text, isText, value)
}

// defaultInRange checks a default against the field's own range.
func (c *checker) defaultInRange(f *ast.SchemaField, text string, isText bool, value float64) {
	if f.Range == nil || !isText && !numeric(f.Type) {
		return
	}
	if isText {
		value = float64(len([]rune(text)))
	}
	low, _ := c.rangeEnd(f.Range.From, false)
	high, _ := c.rangeEnd(f.Range.To, false)
	if f.Range.From != nil && value < low || f.Range.To != nil && value > high {
		c.fail(f.Default.Pos(), "the default is outside of the field's own range")
	}
}

// orString is a field's type, written or not.
func orString(t *ast.SchemaType) *ast.SchemaType {
	if t == nil {
		return &ast.SchemaType{Name: &ast.Ident{Name: "string"}}
	}
	return t
}

// literalText is the text of a literal that is one; a :symbol is its name.
func literalText(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.Str:
		return n.Text(), true
	case *ast.Symbol:
		return n.Name, true
	}
	return "", false
}

// literalNumber is the value of a literal that is a number.
func literalNumber(n ast.Node) (float64, bool) {
	switch n := n.(type) {
	case *ast.Number:
		return number(n.Text)
	case *ast.Unary:
		v, ok := literalNumber(n.X)
		return -v, ok
	}
	return 0, false
}
