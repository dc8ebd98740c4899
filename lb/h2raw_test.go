package lb

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// h2Raw is a connection on which a test says every frame.
type h2Raw struct {
	t      testing.TB
	nc     net.Conn
	fr     *http2.Framer
	enc    *hpack.Encoder
	block  bytes.Buffer
	nextID uint32
	seen   map[uint32]*h2Seen
}

// h2Seen is what has come on a stream.
type h2Seen struct {
	status  string
	fields  []string // "name: value", of the head
	body    strings.Builder
	trailer []string // "name: value"
	ended   bool
	reset   *http2.ErrCode
}

// h2Dial has shaken hands and sent its settings.
func (w *secureWorld) h2Dial(settings ...http2.Setting) *h2Raw {
	w.t.Helper()
	nc, err := net.Dial("tcp", w.secure)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { nc.Close() })
	return h2Over(w.t, nc, w.trust, settings...)
}

func h2Over(t testing.TB, nc net.Conn, trust *tls.Config, settings ...http2.Setting) *h2Raw {
	t.Helper()
	trust = trust.Clone()
	trust.NextProtos = []string{"h2"}
	secure := tls.Client(nc, trust)
	secure.SetDeadline(time.Now().Add(20 * time.Second)) // a test that hangs fails
	c := &h2Raw{t: t, nc: secure, fr: http2.NewFramer(secure, secure), nextID: 1, seen: map[uint32]*h2Seen{}}
	c.enc = hpack.NewEncoder(&c.block)
	c.fr.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	c.must(io.WriteString(secure, http2.ClientPreface))
	c.ok(c.fr.WriteSettings(settings...))
	return c
}

func (c *h2Raw) must(_ int, err error) { c.t.Helper(); c.ok(err) }

func (c *h2Raw) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// ask begins a request on a stream of its own; fields are "name: value", those
// with a colon in front in place of the plainest.
func (c *h2Raw) ask(end bool, fields ...string) (id uint32) {
	c.t.Helper()
	id = c.nextID
	c.nextID += 2
	c.ok(c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: c.head(fields...), EndStream: end, EndHeaders: true}))
	return id
}

// trail ends a request with these fields.
func (c *h2Raw) trail(id uint32, fields ...string) {
	c.t.Helper()
	c.block.Reset()
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		c.ok(c.enc.WriteField(hpack.HeaderField{Name: name, Value: value}))
	}
	block := bytes.Clone(c.block.Bytes())
	first := block[:min(len(block), h2Frame)]
	c.ok(c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: first, EndStream: true, EndHeaders: len(first) == len(block)}))
	for rest := block[len(first):]; len(rest) > 0; rest = rest[min(len(rest), h2Frame):] {
		c.ok(c.fr.WriteContinuation(id, len(rest) <= h2Frame, rest[:min(len(rest), h2Frame)]))
	}
}

// whole waits for the end of the answer on that stream.
func (c *h2Raw) whole(id uint32) *h2Seen {
	c.t.Helper()
	return c.wait(id, "the end of an answer", func(s *h2Seen) bool { return s.ended })
}

// head is the header block of a request.
func (c *h2Raw) head(fields ...string) []byte {
	pseudo := [][2]string{{":method", "GET"}, {":scheme", "https"}, {":authority", "shop.test"}, {":path", "/"}}
	var rest [][2]string
	for _, f := range fields {
		name, value, _ := strings.Cut(f[1:], ": ")
		pair := [2]string{f[:1] + name, value}
		known := false
		for i := range pseudo {
			if pseudo[i][0] == pair[0] {
				pseudo[i], known = pair, true
			}
		}
		if !known {
			rest = append(rest, pair)
		}
	}
	c.block.Reset()
	for _, pair := range append(pseudo, rest...) {
		if pair[1] != "-" {
			c.enc.WriteField(hpack.HeaderField{Name: pair[0], Value: pair[1]})
		}
	}
	return bytes.Clone(c.block.Bytes())
}

// until reads frames until one is what is looked for. It writes none, so that
// another goroutine may.
func (c *h2Raw) until(what string, is func(http2.Frame) bool) {
	c.t.Helper()
	for {
		f, err := c.fr.ReadFrame()
		var bad http2.StreamError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			c.t.Fatalf("waiting for %s: %v", what, err)
		}
		c.note(f)
		if is(f) {
			return
		}
	}
}

// settled waits until the server has taken the settings.
func (c *h2Raw) settled() {
	c.t.Helper()
	c.until("an acknowledgement", func(f http2.Frame) bool {
		settings, ok := f.(*http2.SettingsFrame)
		return ok && settings.IsAck()
	})
}

// note keeps what has come, in whatever order streams are answered.
func (c *h2Raw) note(f http2.Frame) {
	s := c.on(f.Header().StreamID)
	switch f := f.(type) {
	case *http2.MetaHeadersFrame:
		into := &s.trailer
		if status := f.PseudoValue("status"); status != "" {
			s.status, into = status, &s.fields
		}
		for _, field := range f.RegularFields() {
			*into = append(*into, field.Name+": "+field.Value)
		}
		s.ended = f.StreamEnded()
	case *http2.DataFrame:
		s.body.Write(f.Data())
		s.ended = f.StreamEnded()
	case *http2.RSTStreamFrame:
		s.reset = &f.ErrCode
	}
}

func (c *h2Raw) on(id uint32) *h2Seen {
	if c.seen[id] == nil {
		c.seen[id] = &h2Seen{}
	}
	return c.seen[id]
}

// wait reads until what has come on that stream is enough.
func (c *h2Raw) wait(id uint32, what string, enough func(*h2Seen) bool) *h2Seen {
	c.t.Helper()
	if s := c.on(id); !enough(s) {
		c.until(what, func(http2.Frame) bool { return enough(s) })
	}
	return c.on(id)
}

// status waits for the head of the answer on that stream.
func (c *h2Raw) status(id uint32) string {
	c.t.Helper()
	return c.wait(id, "an answer", func(s *h2Seen) bool { return s.status != "" }).status
}

// body waits for the whole answer on that stream.
func (c *h2Raw) body(id uint32) string {
	c.t.Helper()
	return c.whole(id).body.String()
}

// wasReset waits for the end of that stream before its time.
func (c *h2Raw) wasReset(id uint32) http2.ErrCode {
	c.t.Helper()
	return *c.wait(id, "a reset", func(s *h2Seen) bool { return s.reset != nil }).reset
}

// goneAway waits for the next GOAWAY.
func (c *h2Raw) goneAway() (code http2.ErrCode) { code, _ = c.goAway(); return code }

// lastOfGoAway waits for the next GOAWAY and returns the last stream in it.
func (c *h2Raw) lastOfGoAway() (last uint32) { _, last = c.goAway(); return last }

func (c *h2Raw) goAway() (code http2.ErrCode, last uint32) {
	c.t.Helper()
	c.until("GOAWAY", func(f http2.Frame) bool {
		away, ok := f.(*http2.GoAwayFrame)
		if ok {
			code, last = away.ErrCode, away.LastStreamID
		}
		return ok
	})
	return code, last
}

// closed checks that the server ends the connection.
func (c *h2Raw) closed() {
	c.t.Helper()
	for {
		if _, err := c.fr.ReadFrame(); err != nil {
			if isTimeout(err) {
				c.t.Fatal("the connection is still open")
			}
			return
		}
	}
}
