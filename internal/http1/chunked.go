package http1

// Chunked decodes a chunked body piece by piece (RFC 9112 section 7.1): feed
// it what has arrived, in whatever portions. The zero Chunked is at the start of
// a body.
type Chunked struct {
	// MaxTrailer bounds the trailer section, in bytes; 0 is 16 KiB.
	MaxTrailer int
	// Trailer is what came behind the body, once that is done.
	Trailer Trailer

	state chunkState
	left  int64 // of the chunk's data
	digit int   // of the chunk's size
	spare int   // bytes of extensions so far
}

type chunkState uint8

const (
	inSize chunkState = iota
	afterSize
	inExtension
	sizeLF
	inData
	dataCR
	dataLF
	trailerStart
	inTrailer
	trailerLF
	lastLF
	ended
)

// maxSpare bounds what a peer may send beside the data: extensions carry nothing
// for us.
const maxSpare = 16 << 10

// Done reports whether the whole body, with its trailers, has been decoded.
func (c *Chunked) Done() bool { return c.state == ended }

// Decode appends the data found in src to dst and returns it with the number
// of bytes of src that belong to the body; the rest is the next message's. It
// stops early, without error, when dst has grown to limit.
func (c *Chunked) Decode(dst, src []byte, limit int) (out []byte, used int, err error) {
	for used < len(src) && c.state != ended {
		if c.state == inData {
			n := min(c.left, int64(len(src)-used), int64(limit-len(dst)))
			if n == 0 {
				return dst, used, nil
			}
			dst = append(dst, src[used:used+int(n)]...)
			used += int(n)
			if c.left -= n; c.left == 0 {
				c.state = dataCR
			}
			continue
		}
		if err := c.step(src[used]); err != nil {
			return dst, used, err
		}
		used++
	}
	return dst, used, nil
}

// step takes one byte of framing.
func (c *Chunked) step(b byte) error {
	switch c.state {
	case inSize:
		return c.size(b)
	case afterSize:
		return c.sizeEnd(b)
	case inExtension:
		if b == '\r' {
			c.state = sizeLF
			return nil
		}
		return c.skip(b)
	case sizeLF:
		c.state = inData
		if c.left == 0 {
			c.state = trailerStart
		}
		c.digit = 0
		return expect(b, '\n')
	case dataCR:
		c.state = dataLF
		return expect(b, '\r')
	case dataLF:
		c.state = inSize
		return expect(b, '\n')
	default:
		return c.behind(b)
	}
}

// behind takes one byte of what follows the last chunk.
func (c *Chunked) behind(b byte) error {
	switch c.state {
	case trailerStart:
		if b == '\r' {
			c.state = lastLF
			return nil
		}
		c.state = inTrailer
		return c.keep(b)
	case inTrailer:
		if b == '\r' {
			c.state = trailerLF
			return nil
		}
		return c.keep(b)
	case trailerLF:
		c.state = trailerStart
		c.Trailer.raw = append(c.Trailer.raw, "\r\n"...)
		return expect(b, '\n')
	default: // lastLF
		c.state = ended
		if b != '\n' {
			return ErrChunk
		}
		return c.Trailer.parse()
	}
}

// keep adds one byte to the trailer section.
func (c *Chunked) keep(b byte) error {
	limit := c.MaxTrailer
	if limit == 0 {
		limit = maxSpare
	}
	if len(c.Trailer.raw) >= limit {
		return ErrTrailerTooLarge
	}
	if class[b]&isValue == 0 {
		return ErrChunk
	}
	c.Trailer.raw = append(c.Trailer.raw, b)
	return nil
}

func (c *Chunked) size(b byte) error {
	d := hexDigit(b)
	switch {
	case d >= 0 && c.digit < 15:
		c.left = c.left<<4 | int64(d)
		c.digit++
		return nil
	case c.digit == 0:
		return ErrChunk
	}
	c.state = afterSize
	return c.sizeEnd(b)
}

// sizeEnd takes what may stand behind a chunk's size: its CRLF, an extension,
// or space before either; anything else could be read as another size.
func (c *Chunked) sizeEnd(b byte) error {
	switch b {
	case '\r':
		c.state = sizeLF
		return nil
	case ';':
		c.state = inExtension
		return c.skip(b)
	case ' ', '\t':
		return c.skip(b)
	}
	return ErrChunk
}

func (c *Chunked) skip(b byte) error {
	if c.spare++; c.spare > maxSpare || class[b]&isValue == 0 {
		return ErrChunk
	}
	return nil
}

func expect(got, want byte) error {
	if got != want {
		return ErrChunk
	}
	return nil
}

func hexDigit(b byte) int {
	switch {
	case '0' <= b && b <= '9':
		return int(b - '0')
	case 'a' <= b && b <= 'f':
		return int(b-'a') + 10
	case 'A' <= b && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

// AppendChunk appends data as one chunk; empty data appends nothing, since an
// empty chunk would end the body.
func AppendChunk(dst, data []byte) []byte {
	if len(data) == 0 {
		return dst
	}
	dst = appendHex(dst, len(data))
	dst = append(dst, "\r\n"...)
	dst = append(dst, data...)
	return append(dst, "\r\n"...)
}

// LastChunk ends a chunked body that has no trailer.
const LastChunk = "0\r\n\r\n"

func appendHex(dst []byte, n int) []byte {
	const digits = "0123456789abcdef"
	shift := 0
	for n>>shift >= 16 {
		shift += 4
	}
	for ; shift >= 0; shift -= 4 {
		dst = append(dst, digits[n>>shift&15])
	}
	return dst
}
