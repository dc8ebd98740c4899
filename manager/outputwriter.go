package manager

import (
	"bytes"
	"sync"
	"time"

	"github.com/rip-server/rip-server/control"
)

// lineWriter takes what a worker within this process prints, for an output. It
// never blocks. Safe for concurrent use.
type lineWriter struct {
	output *output
	stream string

	mu     sync.Mutex
	rest   []byte // the beginning of a line
	closed bool
}

func (o *output) writer(stream string) *lineWriter { return &lineWriter{output: o, stream: stream} }

// Write implements io.Writer.
func (w *lineWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(p)
	for {
		line, rest, ended := bytes.Cut(p, []byte("\n"))
		for len(w.rest)+len(line) > maxLine {
			room := maxLine - len(w.rest)
			w.rest = append(w.rest, line[:room]...)
			line = line[room:]
			w.offer()
		}
		w.rest = append(w.rest, line...)
		if !ended {
			return n, nil
		}
		w.offer()
		p = rest
	}
}

// flush ends the last line; nothing written later is passed on.
func (w *lineWriter) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.rest) > 0 {
		w.offer()
	}
	w.closed = true
}

// offer passes the line on; w.mu is held.
func (w *lineWriter) offer() {
	if !w.closed {
		text := string(bytes.TrimRight(w.rest, "\r"))
		w.output.offer(control.LogLine{Time: time.Now(), Worker: w.output.worker, Stream: w.stream, Text: text})
	}
	w.rest = w.rest[:0]
}
