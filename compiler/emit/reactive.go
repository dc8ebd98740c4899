package emit

// reactive asks for the reactive runtime and returns the name of one of its
// functions.
func (e *emitter) reactive(name string) string {
	e.asked["reactive"] = true
	return name
}

// runtime puts the reactive runtime in front of the program's first line, if
// the program uses it. Every module finds the same one, so that a cell of one
// module can be read by an effect of another.
func (e *emitter) runtime(top int) {
	if !e.asked["reactive"] {
		return
	}
	e.insert(top, "const { __state, __computed, __effect, __batch } = globalThis[Symbol.for(\"rip.reactive\")] ??= "+reactiveRuntime+"; ")
}
