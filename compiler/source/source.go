// Package source knows where things are in a Rip file: byte offsets, spans,
// and the lines and columns that people and editors speak of.
package source

import (
	"sort"
	"unicode/utf8"
)

// Span is the half-open range of bytes [Start, End) of a file.
type Span struct{ Start, End int32 }

// Pos returns the span itself; embedding Span thereby makes a type a place.
func (s Span) Pos() Span { return s }

// To is the span from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Start, t.End} }

// Position is a place as people count it: lines and columns from 1, columns
// in UTF-16 units as JavaScript engines and editors count them.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// File is one source text with its line table. Immutable once made, and safe
// for concurrent use.
type File struct {
	Name  string
	Text  []byte
	lines []int32 // offset of each line's first byte
}

// NewFile counts the lines of text, which the file keeps and must not change.
func NewFile(name string, text []byte) *File {
	f := &File{Name: name, Text: text, lines: make([]int32, 1, 1+len(text)/24)}
	for i, c := range text {
		if c == '\n' {
			f.lines = append(f.lines, int32(i+1))
		}
	}
	return f
}

// Line is the number of the line, from 1, that holds the byte at offset.
func (f *File) Line(offset int32) int {
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
}

// Lines is how many lines the file has.
func (f *File) Lines() int { return len(f.lines) }

// LineSpan is where a line, which counts from 1, begins and where its text ends.
func (f *File) LineSpan(line int) (start, end int32) {
	start, end = f.lines[line-1], int32(len(f.Text))
	if line < len(f.lines) {
		end = f.lines[line] - 1
	}
	if end > start && f.Text[end-1] == '\r' {
		end--
	}
	return start, end
}

// Position is where the byte at offset is.
func (f *File) Position(offset int32) Position {
	line := f.Line(offset)
	return Position{Line: line, Column: 1 + Width16(f.Text[f.lines[line-1]:offset])}
}

// Width16 counts UTF-16 units; bytes that are not UTF-8 count one each.
func Width16(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		n++
		if r > 0xFFFF {
			n++
		}
		text = text[size:]
	}
	return n
}
