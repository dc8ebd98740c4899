package rip

import (
	"slices"
	"sync"
)

// roster is which workers serve, the one that began first in front. When memory
// is low they are replaced in that order, one at a time: an app that leaks has its
// turn soon, whoever it is, and nobody else loses more than what it remembers.
// goja cannot tell whose memory it is, and those who are busy are not those who
// leak. Safe for concurrent use; the zero roster is empty.
type roster struct {
	mu      sync.Mutex
	serving []served
}

type served struct {
	*instance
	tired func() // asks for another in its place, once; nil: nobody to ask, or asked
}

func (r *roster) add(i *instance, tired func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.serving = append(r.serving, served{i, tired})
}

func (r *roster) remove(i *instance) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.serving = slices.DeleteFunc(r.serving, func(s served) bool { return s.instance == i })
}

// tire has the next one replaced.
func (r *roster) tire() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := range r.serving {
		if s := &r.serving[n]; s.tired != nil {
			s.tired()
			s.tired = nil
			return
		}
	}
}
