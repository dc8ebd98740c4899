package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// platformAttributes are what is shown of objects of the web platform, whose
// state is in Go or in private fields.
func platformAttributes(class string) []string {
	switch class {
	case "Request":
		return []string{"method", "url", "headers"}
	case "Response":
		return []string{"status", "statusText", "headers", "ok", "url"}
	case "URL":
		return []string{
			"href", "origin", "protocol", "username", "password", "host", "hostname", "port",
			"pathname", "search", "searchParams", "hash",
		}
	case "Blob":
		return []string{"size", "type"}
	case "File":
		return []string{"size", "type", "name", "lastModified"}
	case "Event", "CustomEvent", "ErrorEvent", "MessageEvent", "CloseEvent":
		return []string{"type", "defaultPrevented", "cancelable", "timeStamp"}
	case "AbortSignal":
		return []string{"aborted"}
	case "TextDecoder":
		return []string{"encoding", "fatal", "ignoreBOM"}
	}
	return nil
}

// platform shows an object of the web platform, told by its toStringTag. The
// getters it calls are ours.
func (p *printer) platform(o *goja.Object, name string, depth int) ([]string, bool) {
	tag := text(o.GetSymbol(goja.SymToStringTag))
	switch tag {
	case "":
		return nil, false
	case "Headers", "URLSearchParams", "FormData":
		return p.pairs(o, depth), true
	}
	attributes := platformAttributes(tag)
	if attributes == nil || strings.HasPrefix(name, "[") {
		return nil, false
	}
	entries := make([]string, 0, len(attributes))
	for _, attribute := range attributes {
		if v := o.Get(attribute); v != nil {
			entries = append(entries, attribute+": "+p.child(v, depth))
		}
	}
	return entries, true
}

// pairs shows a list of names and values as properties.
func (p *printer) pairs(o *goja.Object, depth int) []string {
	entriesOf, ok := goja.AssertFunction(o.Get("entries"))
	if !ok {
		return nil
	}
	iterator, err := entriesOf(o)
	if err != nil {
		return nil
	}
	var entries []string
	p.rt.ForOf(iterator, func(v goja.Value) bool {
		pair := v.(*goja.Object)
		entries = append(entries, p.key(pair.Get("0").String())+": "+p.child(pair.Get("1"), depth))
		return true
	})
	return entries
}
