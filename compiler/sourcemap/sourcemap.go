// Package sourcemap writes source maps, version 3.
package sourcemap

import (
	"bytes"
	"encoding/json"

	"github.com/rip-server/rip-server/compiler/source"
)

// Mark ties a place of the generated text to one of the source, both as byte
// offsets.
type Mark struct {
	Generated int
	Source    int32
}

// document is the map as JSON.
type document struct {
	Version  int      `json:"version"`
	File     string   `json:"file,omitempty"`
	Sources  []string `json:"sources"`
	Contents []string `json:"sourcesContent"`
	Names    []string `json:"names"`
	Mappings string   `json:"mappings"`
}

// Encode makes the map of generated, whose marks are in its order.
func Encode(file *source.File, generated []byte, marks []Mark) ([]byte, error) {
	var b bytes.Buffer
	var column, lastColumn, lastLine, lastSource, offset int
	cursor := source.Cursor{File: file}
	first := true
	for _, m := range marks {
		if m.Generated < offset {
			continue
		}
		between := generated[offset:m.Generated]
		for range bytes.Count(between, []byte("\n")) {
			b.WriteByte(';')
			lastColumn, first = 0, true
		}
		if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
			column, between = 0, between[i+1:]
		}
		column += source.Width16(between)
		offset = m.Generated
		at := cursor.Position(m.Source)
		if !first {
			b.WriteByte(',')
		}
		first = false
		vlq(&b, column-lastColumn)
		vlq(&b, 0)
		vlq(&b, at.Line-1-lastLine)
		vlq(&b, at.Column-1-lastSource)
		lastColumn, lastLine, lastSource = column, at.Line-1, at.Column-1
	}
	return json.Marshal(document{
		Version: 3, Sources: []string{file.Name}, Contents: []string{string(file.Text)}, Names: []string{}, Mappings: b.String(),
	})
}

// vlq appends a number as base64 VLQ.
func vlq(b *bytes.Buffer, n int) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	v := uint(n) << 1
	if n < 0 {
		v = uint(-n)<<1 | 1
	}
	for {
		d := v & 31
		v >>= 5
		if v > 0 {
			d |= 32
		}
		b.WriteByte(digits[d])
		if v == 0 {
			return
		}
	}
}
