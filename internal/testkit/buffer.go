package testkit

import (
	"bytes"
	"strings"
	"sync"
)

// Buffer is an output that a test reads while it is written to. The zero
// Buffer is ready. Safe for concurrent use.
type Buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String is everything written so far.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// Contains tells whether text has been written.
func (b *Buffer) Contains(text string) bool { return strings.Contains(b.String(), text) }
