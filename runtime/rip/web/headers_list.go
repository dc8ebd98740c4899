package web

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
	kept, done := h.fields()[:0], false
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
	kept := h.fields()[:0]
	for _, f := range h.list {
		if f.Name != name {
			kept = append(kept, f)
		}
	}
	h.list = kept
}

func (h *Headers) has(name string) bool {
	for _, f := range h.fields() {
		if f.Name == name {
			return true
		}
	}
	return false
}

// copyOf returns headers of their own with the same fields. A source that was
// not used yet is shared, since sources do not change.
func copyOf(h *Headers, g guard) *Headers {
	if h.source != nil {
		return &Headers{source: h.source, guard: g}
	}
	return &Headers{list: append([]Field(nil), h.list...), guard: g}
}
