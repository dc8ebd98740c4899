package inspect

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// arrayShape is [ 1, 2 ], with the class's name unless it is Array.
func (p *printer) arrayShape(o *goja.Object, name string, depth int) shape {
	length := int(o.Get("length").ToInteger())
	s := shape{open: "[", close: "]", columns: true}
	if name != "Array" {
		s.prefix = fmt.Sprintf("%s(%d) ", name, length)
	}
	keys := p.keys(o)
	named := keys[:0:0]
	for _, key := range keys {
		if !isIndex(key) && key != "length" {
			named = append(named, key)
		}
	}
	s.entries = append(p.elements(o, length, depth), p.some(o, named, depth)...)
	if len(named) > 0 {
		s.columns = false
	}
	return s
}

// elements shows an array's elements, and runs of holes as one.
func (p *printer) elements(o *goja.Object, length, depth int) []string {
	var entries []string
	index := 0
	for index < length && (p.MaxArrayLength < 0 || len(entries) < p.MaxArrayLength) {
		key := strconv.Itoa(index)
		d, ok := p.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, p.rt.ToValue(key)}}).(*goja.Object)
		if !ok {
			holes := p.holes(o, index, length)
			entries = append(entries, p.style(fmt.Sprintf("<%d empty item%s>", holes, plural(holes)), grey))
			index += holes
			continue
		}
		if value := d.Get("value"); value != nil {
			entries = append(entries, p.child(value, depth))
		} else {
			entries = append(entries, strings.TrimPrefix(p.property(o, p.rt.ToValue(key), "", depth), ": "))
		}
		index++
	}
	return p.more(entries, length-index)
}

// holes counts the missing elements from index on. What remains of a huge
// sparse array after its last element is not searched one by one.
func (p *printer) holes(o *goja.Object, index, length int) int {
	next := length
	for _, key := range o.Keys() {
		if n, err := strconv.Atoi(key); err == nil && n > index && n < next {
			next = n
		}
	}
	return next - index
}

// more adds how many elements were left out.
func (p *printer) more(entries []string, left int) []string {
	if left > 0 {
		entries = append(entries, fmt.Sprintf("... %d more item%s", left, plural(left)))
	}
	return entries
}

// typedArrayShape is Uint8Array(3) [ 1, 2, 3 ]; a DataView has fields.
func (p *printer) typedArrayShape(o *goja.Object, name string, depth int) shape {
	if strings.HasPrefix(name, "DataView") {
		s := shape{prefix: name + " ", open: "{", close: "}"}
		for _, key := range []string{"byteLength", "byteOffset", "buffer"} {
			s.entries = append(s.entries, key+": "+p.child(o.Get(key), depth))
		}
		return s
	}
	length := int(o.Get("length").ToInteger())
	s := shape{prefix: fmt.Sprintf("%s(%d) ", name, length), open: "[", close: "]", columns: true}
	shown := length
	if p.MaxArrayLength >= 0 {
		shown = min(length, p.MaxArrayLength)
	}
	for i := range shown {
		s.entries = append(s.entries, p.primitive(o.Get(strconv.Itoa(i))))
	}
	s.entries = p.more(s.entries, length-shown)
	return s
}

// bufferEntries shows the first bytes of an ArrayBuffer.
func (p *printer) bufferEntries(b goja.ArrayBuffer) []string {
	if b.Detached() {
		return []string{p.style("(detached)", special), "byteLength: " + p.style("0", numeric)}
	}
	const shown = 50
	data := b.Bytes()
	hex := make([]string, 0, shown)
	for _, c := range data[:min(len(data), shown)] {
		hex = append(hex, fmt.Sprintf("%02x", c))
	}
	contents := strings.Join(hex, " ")
	if left := len(data) - shown; left > 0 {
		contents += fmt.Sprintf(" ... %d more byte%s", left, plural(left))
	}
	return []string{
		p.style("[Uint8Contents]", special) + ": <" + contents + ">",
		"byteLength: " + p.style(strconv.Itoa(len(data)), numeric),
	}
}
