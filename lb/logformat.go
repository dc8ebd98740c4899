package lb

// LogFormat is how an access log line looks.
type LogFormat struct {
	JSON   bool // one object a line, the spec's fields
	Color  bool // of the human format: only for terminals
	Debug  bool // the worker's ID in each JSON line
	App    string
	Indent string // before each human line
}

func (f LogFormat) append(dst []byte, x *Exchange) []byte {
	if f.JSON {
		return f.appendJSON(dst, x)
	}
	return f.appendHuman(dst, x)
}
