package emit

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/sourcemap"
)

// printer is the output text. It keeps every statement on its source line:
// line counts the lines written, and at moves down to the one that is due.
type printer struct {
	file  *source.File
	buf   []byte
	line  int // of the output, from 1
	depth int // of indentation
	marks []sourcemap.Mark
	maps  bool
}

// w appends text.
func (p *printer) w(parts ...string) {
	for _, s := range parts {
		p.buf = append(p.buf, s...)
	}
}

// at moves down to the source line of the byte at offset, and says whether it
// moved. What is already below stays there.
func (p *printer) at(offset int32) bool {
	line := p.file.Line(offset)
	moved := line > p.line
	if moved {
		p.buf = bytes.TrimRight(p.buf, " ")
		for p.line < line {
			p.buf = append(p.buf, '\n')
			p.line++
		}
		for range p.depth {
			p.buf = append(p.buf, ' ', ' ')
		}
	}
	return moved
}

// sep is at, or a space on the same line.
func (p *printer) sep(offset int32) {
	if !p.at(offset) {
		p.space()
	}
}

// space appends a space unless the text ends in one, or in an opening bracket.
func (p *printer) space() {
	if n := len(p.buf); n > 0 && p.buf[n-1] != ' ' && p.buf[n-1] != '\n' && p.buf[n-1] != '(' && p.buf[n-1] != '[' {
		p.buf = append(p.buf, ' ')
	}
}

// mark notes that what is written next stands for the byte at offset.
func (p *printer) mark(offset int32) {
	if p.maps {
		p.marks = append(p.marks, sourcemap.Mark{Generated: len(p.buf), Source: offset})
	}
}

// insert puts text at an earlier place of the output.
func (p *printer) insert(at int, text string) {
	p.buf = append(p.buf, text...)
	copy(p.buf[at+len(text):], p.buf[at:])
	copy(p.buf[at:], text)
	for i := len(p.marks) - 1; i >= 0 && p.marks[i].Generated >= at; i-- {
		p.marks[i].Generated += len(text)
	}
}

// place is a point of the output that rewind goes back to.
type place struct{ text, marks, line int }

// here is the point that is reached.
func (p *printer) here() place { return place{len(p.buf), len(p.marks), p.line} }

// rewind takes back what was written since a point.
func (p *printer) rewind(to place) {
	p.buf, p.marks, p.line = p.buf[:to.text], p.marks[:to.marks], to.line
}
