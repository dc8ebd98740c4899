package main

// fifo is a queue of clients in a growing ring.
type fifo struct {
	ring        []*end
	head, count int
}

func (f *fifo) push(client *end) {
	if f.count == len(f.ring) {
		grown := make([]*end, max(64, 2*len(f.ring)))
		for i := range f.count {
			grown[i] = f.ring[(f.head+i)%len(f.ring)]
		}
		f.ring, f.head = grown, 0
	}
	f.ring[(f.head+f.count)%len(f.ring)] = client
	f.count++
}

// pop returns the oldest client that is still there, nil when none is.
func (f *fifo) pop() *end {
	for f.count > 0 {
		client := f.ring[f.head]
		f.head = (f.head + 1) % len(f.ring)
		f.count--
		if !client.closed {
			return client
		}
	}
	return nil
}
