package web

import "slices"

// fields returns the list, taking it from the source at first use.
func (h *Headers) fields() []Field {
	if h.source != nil {
		came := h.source.Fields()
		h.source = nil
		h.list = make([]Field, len(came), len(came)+2)
		for i, f := range came {
			h.list[i] = Field{lower(f.Name), f.Value}
		}
	}
	return h.list
}

// lookup combines the values of a name, which is in lower case.
func (h *Headers) lookup(name string) (value string, ok bool) {
	for _, f := range h.fields() {
		switch {
		case f.Name != name:
		case !ok:
			value, ok = f.Value, true
		default:
			value += ", " + f.Value
		}
	}
	return value, ok
}

// add appends a field that is known to be valid; name is in lower case.
func (h *Headers) add(name, value string) {
	h.list = append(h.fields(), Field{name, value})
	h.sorted = nil
}

// replace sets the first field of that name and removes the others.
func (h *Headers) replace(name, value string) {
	h.sorted = nil
	kept, done := h.owned()[:0], false
	for _, f := range h.list {
		switch {
		case f.Name != name:
			kept = append(kept, f)
		case !done:
			kept, done = append(kept, Field{name, value}), true
		}
	}
	if !done {
		kept = append(kept, Field{name, value})
	}
	h.list = kept
}

// remove removes all fields of that name.
func (h *Headers) remove(name string) {
	h.sorted = nil
	kept := h.owned()[:0]
	for _, f := range h.list {
		if f.Name != name {
			kept = append(kept, f)
		}
	}
	h.list = kept
}

func (h *Headers) empty() bool { return len(h.list) == 0 && h.source == nil }

func (h *Headers) has(name string) bool {
	for _, f := range h.fields() {
		if f.Name == name {
			return true
		}
	}
	return false
}

// share gives h, which is empty, the fields of another. They have one list until
// either changes it, and a source that was not used yet in common, since sources
// do not change: most copies of headers are only sent.
func (h *Headers) share(other *Headers) {
	if other.source != nil {
		h.source = other.source
		return
	}
	if len(other.list) == 0 {
		return
	}
	other.shared = true
	h.list, h.shared = slices.Clip(other.list), true // what h appends, it appends to a list of its own
}

// owned returns the list for changing the fields in it.
func (h *Headers) owned() []Field {
	if fields := h.fields(); h.shared {
		h.list, h.shared = slices.Clone(fields), false
	}
	return h.list
}
