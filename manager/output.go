package manager

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/control"
)

const (
	// maxLine is where longer lines are split.
	maxLine = 16 << 10
	// maxPending lines wait for a slow reader before lines are dropped: 4 MiB per worker at worst.
	maxPending = 256
)

// output reads what a process writes, always, and hands it on line by line,
// when it can: a worker must never block because nobody reads its log.
type output struct {
	worker  string
	out     func(control.LogLine)
	lines   chan control.LogLine
	dropped atomic.Int64
	readers sync.WaitGroup
	told    chan struct{} // closed when the last line was handed on
}

func newOutput(worker string, out func(control.LogLine)) *output {
	o := &output{worker: worker, out: out, lines: make(chan control.LogLine, maxPending), told: make(chan struct{})}
	go o.tell() // ends after finish, when out returns
	return o
}

// drain reads file to its end in a goroutine, which ends with the pipe or at
// the deadline that finish sets.
func (o *output) drain(file *os.File, stream string) {
	o.readers.Go(func() {
		in := bufio.NewReaderSize(file, maxLine)
		split := false
		for {
			chunk, err := in.ReadSlice('\n')
			full := errors.Is(err, bufio.ErrBufferFull)
			text := bytes.TrimRight(chunk, "\r\n")
			// The newline alone after a line that was split is not a line of its own.
			if len(text) > 0 || len(chunk) > 0 && !split {
				o.offer(control.LogLine{Time: time.Now(), Worker: o.worker, Stream: stream, Text: string(text)})
			}
			if err != nil && !full {
				return
			}
			split = full
		}
	})
}

func (o *output) offer(line control.LogLine) {
	select {
	case o.lines <- line:
	default:
		o.dropped.Add(1)
	}
}

// tell hands the lines on and says how many could not be.
func (o *output) tell() {
	defer close(o.told)
	for line := range o.lines {
		o.tellDropped()
		o.out(line)
	}
	o.tellDropped()
}

func (o *output) tellDropped() {
	if n := o.dropped.Swap(0); n > 0 {
		o.out(control.LogLine{
			Time: time.Now(), Worker: o.worker, Stream: "stderr",
			Text: fmt.Sprintf("[%d lines dropped: they came faster than they could be written]", n),
		})
	}
}

// finish waits for what is in the pipes of a dead process, then for the
// reader of its lines, each for at most patience.
func (o *output) finish(pipes *pipes, patience time.Duration) {
	deadline := time.Now().Add(patience)
	for _, file := range []*os.File{pipes.stdout.r, pipes.stderr.r} {
		_ = file.SetReadDeadline(deadline)
	}
	o.readers.Wait()
	o.end(patience)
}

// end waits for the reader of the lines; nothing may be offered any more.
func (o *output) end(patience time.Duration) {
	close(o.lines)
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-o.told:
	case <-timer.C:
	}
}
