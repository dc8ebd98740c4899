package lb

import (
	"io"
	"os"
	"slices"
	"sync"
)

// body is a request body that has been read before a worker is taken: in
// memory up to memoryBody, beyond that in a temporary file without a name. The
// zero body is empty. It can be sent any number of times.
type body struct {
	mem  []byte   // up to bodyPiece of it; with a file, what is on its way there
	more [][]byte // the rest of a body in memory, in pieces from the pool
	file *os.File
	size int64
}

// bodyPiece is how much of a body is read at once where there is as much: with
// the 4 KiB of a connection's buffer most of an upload's time went into system
// calls.
const bodyPiece = 64 << 10

// room is where the next bytes of a body may be read to that has left more; took
// must say how many they were.
func (b *body) room(left int64, pool *piecePool) []byte {
	piece := b.last()
	switch {
	case b.file != nil:
		if cap(*piece) < bodyPiece {
			*piece = make([]byte, 0, bodyPiece)
		}
		*piece = (*piece)[:0]
	case len(*piece) < cap(*piece):
	case len(*piece) < bodyPiece:
		*piece = slices.Grow(*piece, int(min(left, int64(bodyPiece-len(*piece)))))
	default:
		b.more = append(b.more, pool.get())
		piece = b.last()
	}
	at := len(*piece)
	return (*piece)[at:min(int64(cap(*piece)), int64(at)+left)]
}

// took adds the first n bytes of what room returned.
func (b *body) took(n int) error {
	b.size += int64(n)
	piece := b.last()
	if b.file != nil {
		return b.store((*piece)[:n])
	}
	*piece = (*piece)[:len(*piece)+n]
	return nil
}

// last is the piece that is being filled.
func (b *body) last() *[]byte {
	if n := len(b.more); n > 0 {
		return &b.more[n-1]
	}
	return &b.mem
}

// parts writes the body, from its start, in parts of bodyPiece at most.
func (b *body) parts(write func([]byte) error) error {
	if b.file != nil {
		return fileParts(io.NewSectionReader(b.file, 0, b.size), write)
	}
	err := write(b.mem)
	for _, piece := range b.more {
		if err != nil {
			return err
		}
		err = write(piece)
	}
	return err
}

func fileParts(r io.Reader, write func([]byte) error) error {
	buf := make([]byte, bodyPiece)
	for {
		n, err := r.Read(buf)
		if werr := write(buf[:n]); werr != nil {
			return werr
		}
		if err != nil {
			return ifEOF(err, nil)
		}
	}
}

// fits is whether the body is in memory and in one piece.
func (b *body) fits() bool { return b.file == nil && len(b.more) == 0 }

// discard gives back what the body holds, but for a buffer for the next.
func (b *body) discard(pool *piecePool) {
	if b.file != nil {
		b.file.Close()
		b.file = nil
	}
	b.dropPieces(pool)
	if cap(b.mem) > keepOut {
		b.mem = nil
	}
	b.mem, b.size = b.mem[:0], 0
}

func (b *body) dropPieces(pool *piecePool) {
	for _, piece := range b.more {
		pool.put(piece)
	}
	b.more = nil
}

// piecePool keeps the pieces of bodies: a mebibyte for each upload would be
// collected more expensively than it was read. The zero piecePool is ready.
type piecePool struct{ pool sync.Pool }

func (p *piecePool) get() []byte {
	if piece, ok := p.pool.Get().(*[bodyPiece]byte); ok {
		return piece[:0]
	}
	return make([]byte, 0, bodyPiece)
}

func (p *piecePool) put(piece []byte) { p.pool.Put((*[bodyPiece]byte)(piece[:bodyPiece])) }
