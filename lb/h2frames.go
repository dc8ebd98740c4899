package lb

import (
	"encoding/binary"

	"golang.org/x/net/http2"
)

// h2FrameHead is the length of a frame's header (RFC 9113, section 4.1).
const h2FrameHead = 9

// h2Frames finds the frames in bytes that come in whatever portions. The zero
// h2Frames is before the first one.
type h2Frames struct {
	head    [h2FrameHead]byte
	n       int   // of head
	payload int64 // bytes until the next head
}

// next passes over some of p and returns the rest. True: a frame's header has
// just been completed, and is in f.head.
func (f *h2Frames) next(p []byte) (rest []byte, complete bool) {
	if f.payload > 0 {
		skip := min(int64(len(p)), f.payload)
		f.payload -= skip
		return p[skip:], false
	}
	took := copy(f.head[f.n:], p)
	if f.n += took; f.n < h2FrameHead {
		return p[took:], false
	}
	f.n = 0
	f.payload = int64(binary.BigEndian.Uint32(f.head[:4]) >> 8)
	return p[took:], true
}

// between is whether no frame is under way.
func (f *h2Frames) between() bool { return f.n == 0 && f.payload == 0 }

func (f *h2Frames) kind() http2.FrameType { return http2.FrameType(f.head[3]) }
func (f *h2Frames) flags() http2.Flags    { return http2.Flags(f.head[4]) }
