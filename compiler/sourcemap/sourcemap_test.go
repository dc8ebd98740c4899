package sourcemap_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/sourcemap"
)

// mapping is one decoded segment; all numbers count from 0.
type mapping struct{ line, column, sourceLine, sourceColumn int }

// decode reads a map's mappings as its consumers do.
func decode(t *testing.T, text []byte) (list []mapping) {
	t.Helper()
	var m struct{ Mappings string }
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	at := mapping{}
	for line, part := range strings.Split(m.Mappings, ";") {
		at.line, at.column = line, 0
		for segment := range strings.SplitSeq(part, ",") {
			if n := numbers(segment); len(n) == 4 {
				at.column, at.sourceLine, at.sourceColumn = at.column+n[0], at.sourceLine+n[2], at.sourceColumn+n[3]
				list = append(list, at)
			}
		}
	}
	return list
}

// numbers decodes base64 VLQ.
func numbers(segment string) (list []int) {
	n, shift := 0, 0
	for _, c := range segment {
		d := strings.IndexRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", c)
		n |= d & 31 << shift
		shift += 5
		if d&32 == 0 {
			if n&1 == 1 {
				n = -n
			}
			list = append(list, n/2)
			n, shift = 0, 0
		}
	}
	return list
}

func TestMappingsLeadBackToTheirPlaces(t *testing.T) {
	file := source.NewFile("a.rip", []byte("aé = 1\n\n  b😀c\n"))
	generated := "let aé = 1;\n\n\n😀b; c"
	marks := []sourcemap.Mark{
		{Generated: strings.Index(generated, "aé"), Source: 0},
		{Generated: strings.Index(generated, "1"), Source: 6},
		{Generated: strings.Index(generated, "b"), Source: 11},
		{Generated: strings.Index(generated, "c"), Source: 16},
	}
	text, err := sourcemap.Encode(file, []byte(generated), marks)
	if err != nil {
		t.Fatal(err)
	}
	want := []mapping{{0, 4, 0, 0}, {0, 9, 0, 5}, {3, 2, 2, 2}, {3, 5, 2, 5}}
	got := decode(t, text)
	if len(got) != len(want) {
		t.Fatalf("%d mappings, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("mapping %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestMarksOutOfOrderAreLeftOut(t *testing.T) {
	file := source.NewFile("a.rip", []byte("abc"))
	text, err := sourcemap.Encode(file, []byte("abc"), []sourcemap.Mark{{Generated: 2, Source: 2}, {Generated: 1, Source: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if got := decode(t, text); len(got) != 1 || got[0].column != 2 {
		t.Errorf("mappings %v, want the first only", got)
	}
}
