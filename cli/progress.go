package cli

import (
	"fmt"
	"sync"
	"time"
)

// quiet is how long something may take before the user is told that it goes on.
const quiet = time.Second

// progress tells what is waited for, on stderr: on a terminal as one line that
// is written over, else as one line, once. say is called from another goroutine.
// The caller must call stop, which clears the line.
func (p *Process) progress(say func() string) (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { // ends with stop
		select {
		case <-time.After(quiet):
		case <-done:
			return
		}
		if !p.terminal(p.Stderr) {
			fmt.Fprintln(p.Stderr, say())
			return
		}
		p.spin(say, done)
	})
	return func() {
		close(done)
		wg.Wait()
	}
}

func (p *Process) spin(say func() string, done <-chan struct{}) {
	const clear = "\r\x1b[K"
	frames := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	defer fmt.Fprint(p.Stderr, clear)
	for i := 0; ; i++ {
		fmt.Fprintf(p.Stderr, "%s%c %s", clear, frames[i%len(frames)], say())
		select {
		case <-tick.C:
		case <-done:
			return
		}
	}
}
