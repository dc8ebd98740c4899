package manager

import (
	"strings"
	"sync"
)

const (
	tailLines = 20
	tailBytes = 4 << 10
)

// tail keeps a worker's last lines on stderr, to explain its end. Written by
// the process's output, read by the actor.
type tail struct {
	mu    sync.Mutex
	lines []string
	size  int
}

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(line) > tailBytes {
		line = line[:tailBytes]
	}
	t.lines = append(t.lines, line)
	t.size += len(line)
	for len(t.lines) > tailLines || t.size > tailBytes {
		t.size -= len(t.lines[0])
		t.lines = t.lines[1:]
	}
}

// String returns the lines joined, empty when there were none.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(strings.Join(t.lines, "\n"))
}
