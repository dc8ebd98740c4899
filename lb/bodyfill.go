package lb

import (
	"io"
	"os"
)

// storeError is a body that could not be kept.
type storeError struct{ err error }

func (e *storeError) Error() string { return "lb: store a request body: " + e.err.Error() }

// fill reads the whole body from r, of which left bytes are to come.
func (b *body) fill(r io.Reader, left int64, pool *piecePool) error {
	if left > memoryBody {
		if err := b.spill(pool); err != nil {
			return err
		}
	}
	for left > 0 {
		n, err := r.Read(b.room(left, pool))
		if err := b.took(n); err != nil {
			return err
		}
		left -= int64(n)
		if err != nil && left > 0 {
			return ifEOF(err, io.ErrUnexpectedEOF)
		}
	}
	return nil
}

// fillToEnd is fill for a body whose length nobody knows before its end.
func (b *body) fillToEnd(r io.Reader, limit int64, pool *piecePool) error {
	for {
		if b.file == nil && b.size >= memoryBody {
			if err := b.spill(pool); err != nil {
				return err
			}
		}
		n, err := r.Read(b.room(limit+1-b.size, pool))
		if b.size+int64(n) > limit {
			return ErrBodyTooLarge
		}
		if err := b.took(n); err != nil {
			return err
		}
		if err != nil {
			return ifEOF(err, nil)
		}
	}
}

// add copies p to the body's end.
func (b *body) add(p []byte, pool *piecePool) error {
	if b.file == nil && b.size+int64(len(p)) > memoryBody {
		if err := b.spill(pool); err != nil {
			return err
		}
	}
	for len(p) > 0 {
		n := copy(b.room(int64(len(p)), pool), p)
		if err := b.took(n); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

// spill moves the body to a file that nobody else can open and that goes with
// its descriptor.
func (b *body) spill(pool *piecePool) error {
	f, err := os.CreateTemp("", "rip-body-*")
	if err != nil {
		return &storeError{err}
	}
	b.file = f
	if err := os.Remove(f.Name()); err != nil {
		return &storeError{err}
	}
	if err := b.store(b.mem); err != nil {
		return err
	}
	for _, piece := range b.more {
		if err := b.store(piece); err != nil {
			return err
		}
	}
	b.dropPieces(pool)
	return nil
}

// store writes p to the body's file.
func (b *body) store(p []byte) error {
	if _, err := b.file.Write(p); err != nil {
		return &storeError{err}
	}
	return nil
}
