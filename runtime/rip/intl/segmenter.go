package intl

import (
	"unicode"

	"github.com/dop251/goja"
	"github.com/rivo/uniseg"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// segmenter is an Intl.Segmenter. Words are those of UAX 29 without
// dictionaries: Chinese, Japanese and Thai are cut at every character.
type segmenter struct {
	engine.Expandos
	locale      resolved
	granularity string
}

// segments is what segment returns.
type segments struct {
	engine.Expandos
	text        goja.String
	granularity string
	pieces      []piece
}

// piece is one segment: its text and where it begins, in units of UTF-16.
type piece struct {
	text string
	at   int
	word bool
}

func (w *world) segmenterClass() *goja.Object {
	list := w.segmentsClass()
	c := engine.NewClass(w.vm, "Segmenter", 0, func(call goja.ConstructorCall) *segmenter {
		o := w.optionsOf(call.Argument(1))
		return &segmenter{
			locale:      resolve(w.requested(call.Argument(0))),
			granularity: o.text("granularity", "grapheme", "grapheme word sentence"),
		}
	})
	c.Method("segment", 0, func(s *segmenter, call goja.FunctionCall) goja.Value {
		text, ok := call.Argument(0).(goja.String)
		if !ok {
			text = call.Argument(0).ToString().(goja.String)
		}
		return list.Wrap(&segments{text: text, granularity: s.granularity, pieces: cut(text.String(), s.granularity)})
	})
	c.Method("resolvedOptions", 0, func(s *segmenter, _ goja.FunctionCall) goja.Value {
		return w.record().put("locale", s.locale.tag).put("granularity", s.granularity).o
	})
	return finish(w, c, "Segmenter")
}

func (w *world) segmentsClass() *engine.Class[*segments] {
	c := engine.NewClass[*segments](w.vm, "Segments", 0, nil)
	c.Method("containing", 0, func(s *segments, call goja.FunctionCall) goja.Value {
		at := int(call.Argument(0).ToInteger())
		for i := len(s.pieces) - 1; i >= 0 && at >= 0 && at < s.text.Length(); i-- {
			if s.pieces[i].at <= at {
				return s.data(w, s.pieces[i])
			}
		}
		return goja.Undefined()
	})
	must(c.Prototype.DefineDataPropertySymbol(goja.SymIterator, w.vm.Function("[Symbol.iterator]", 0, func(call goja.FunctionCall) goja.Value {
		s := c.This(call.This, "[Symbol.iterator]")
		items := make([]any, len(s.pieces))
		for i, p := range s.pieces {
			items[i] = s.data(w, p)
		}
		list := w.vm.NewArray(items...)
		values, _ := goja.AssertFunction(list.Get("values"))
		iterator, err := values(list)
		must(err)
		return iterator
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return c
}

// data is what a segment is to JavaScript.
func (s *segments) data(w *world, p piece) goja.Value {
	r := w.record().put("segment", p.text)
	must(r.o.Set("index", p.at))
	must(r.o.Set("input", s.text))
	if s.granularity == "word" {
		must(r.o.Set("isWordLike", p.word))
	}
	return r.o
}

// cut divides a text.
func cut(text, granularity string) []piece {
	next := uniseg.FirstGraphemeClusterInString
	var pieces []piece
	at, state := 0, -1
	for text != "" {
		var first string
		switch granularity {
		case "word":
			first, text, state = uniseg.FirstWordInString(text, state)
		case "sentence":
			first, text, state = uniseg.FirstSentenceInString(text, state)
		default:
			first, text, _, state = next(text, state)
		}
		p := piece{text: first, at: at}
		for _, r := range first {
			if at++; r > 0xFFFF {
				at++
			}
			p.word = p.word || unicode.IsLetter(r) || unicode.IsNumber(r)
		}
		pieces = append(pieces, p)
	}
	return pieces
}
