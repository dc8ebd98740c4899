package appserver

import (
	"encoding/json"
	"io"
	"sync"

	"github.com/rip-server/rip-server/control"
)

// lineWriter writes the workers' lines to the server's output, each with the
// worker it came from. Safe for concurrent use.
type lineWriter struct {
	mu    sync.Mutex
	w     io.Writer
	json  bool
	color bool
	buf   []byte
}

func newLineWriter(opts Options) *lineWriter {
	return &lineWriter{w: opts.Output, json: opts.Config.JSONLogging, color: opts.Color}
}

func (l *lineWriter) write(line control.LogLine) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.buf = l.buf[:0]
	if l.json {
		l.buf, _ = json.Marshal(line) // strings and a time: it cannot fail
	} else {
		l.buf = AppendLogLine(l.buf, line, l.color)
	}
	l.buf = append(l.buf, '\n')
	l.w.Write(l.buf) // there is nobody left to tell when the output itself fails
}

// AppendLogLine appends a worker's line as people read it: "[2-1] text", the
// worker in red for stderr.
func AppendLogLine(dst []byte, line control.LogLine, color bool) []byte {
	open, end := "", ""
	if color {
		open, end = "\x1b[36m", "\x1b[0m"
		if line.Stream == "stderr" {
			open = "\x1b[31m"
		}
	}
	dst = append(append(dst, open...), '[')
	dst = append(append(dst, line.Worker...), ']')
	dst = append(append(dst, end...), ' ')
	return append(dst, line.Text...)
}

// output takes one line from a worker. It may block on a slow reader: the
// spawner then drops lines and says how many.
func (a *App) output(line control.LogLine) {
	a.logs.Append(line)
	a.lines.write(line)
}
