package lb

import (
	"crypto/tls"
	"encoding/binary"
	"sync/atomic"
	"time"

	"golang.org/x/net/http2"
)

// h2Guard ends connections on which more is administered than asked for: floods
// of PING, SETTINGS, PRIORITY and empty frames, and requests that are taken back
// at once ("rapid reset", CVE-2023-44487). Each costs its sender nothing and us a
// microsecond or more, and package http2 bounds only how many are under way. Having
// us reset them ("made you reset", CVE-2025-8671) costs the same: there are many ways
// to break the protocol for one stream only.
//
// It reads frame headers as they pass, and keeps an account in bytes of traffic:
// frames that carry nothing cost, time and traffic in both directions earn. A
// browser's page or a download never comes near the end of it.
//
// It also says goodbye, since it is where frames can be put between others.
type h2Guard struct {
	*tls.Conn
	goodbye h2Goodbye
	written atomic.Int64 // since the account was last settled
	calmed  atomic.Bool  // package http2 has ended the connection for a flood, maybe one that it saw before we did
	blamed  atomic.Int64 // streams that we reset for what the client did, not charged yet
	wd      lazyDeadline // the writer's own, of whom there is one at a time

	// The reader's own.
	preface  int // bytes of the client's preface that have passed
	frames   h2Frames
	credit   int64
	settled  time.Time
	flooded  bool
	answered bool // a PING of ours
}

const (
	// h2Credit is what an account begins with and the most that it can hold: 2,000
	// frames, or 200 requests taken back. h2Earn is what it earns in a second.
	h2Credit = 1 << 20
	h2Earn   = 64 << 10

	h2CostFrame  = 512
	h2CostReset  = 5 << 10
	h2CostWindow = 64 // a download needs them
)

func newH2Guard(nc *tls.Conn) *h2Guard {
	g := &h2Guard{Conn: nc, goodbye: h2Goodbye{done: make(chan struct{})}, credit: h2Credit, settled: time.Now()}
	g.goodbye.each = g.sent
	return g
}

// Read implements net.Conn. A flood is an error that package http2 ends the
// connection for, telling why.
func (g *h2Guard) Read(p []byte) (int, error) {
	if g.answered { // and package http2 has dealt with all that came before, or it would not read
		g.goodbye.hear()
	}
	n, err := g.Conn.Read(p)
	if g.pass(p[:n]); g.flooded {
		return 0, http2.ConnectionError(http2.ErrCodeEnhanceYourCalm)
	}
	return n, err
}

// Write implements net.Conn. The clock is for connections that take nothing at
// all, since streams have clocks of their own.
func (g *h2Guard) Write(p []byte) (int, error) {
	g.wd.write(g.Conn, time.Now(), rateGrace+writePiece*time.Second/minRate)
	g.written.Add(int64(len(p)))
	return g.goodbye.write(g.Conn, p)
}

// sent notes a frame that is written, with some of its payload or none.
func (g *h2Guard) sent(f *h2Frames, payload []byte) {
	if f.kind() == http2.FrameGoAway && len(payload) >= 8 && http2.ErrCode(binary.BigEndian.Uint32(payload[4:])) == http2.ErrCodeEnhanceYourCalm {
		g.calmed.Store(true)
	}
	if f.kind() != http2.FrameRSTStream || len(payload) < 4 {
		return
	}
	switch http2.ErrCode(binary.BigEndian.Uint32(payload)) {
	case http2.ErrCodeProtocol, http2.ErrCodeFlowControl, http2.ErrCodeStreamClosed, http2.ErrCodeFrameSize:
		g.blamed.Add(1)
	}
}

// sayGoodbye tells the client to begin no more requests. See h2Goodbye.say.
func (g *h2Guard) sayGoodbye() { g.goodbye.say(g.Conn) }

// pass looks at the frame headers in p.
func (g *h2Guard) pass(p []byte) {
	if skip := min(len(p), len(http2.ClientPreface)-g.preface); skip > 0 {
		g.preface += skip
		p = p[skip:]
	}
	for len(p) > 0 && !g.flooded {
		var complete bool
		if p, complete = g.frames.next(p); complete {
			g.frame()
		}
	}
}

// frame charges for the frame whose header is complete.
func (g *h2Guard) frame() {
	switch g.frames.kind() {
	case http2.FrameHeaders:
		// A request: how many there may be is the queue's business.
		if g.blamed.Load() == 0 {
			return
		}
		g.credit -= h2CostReset * g.blamed.Swap(0)
	case http2.FrameData:
		payload := g.frames.payload
		g.credit = min(g.credit+payload, h2Credit)
		if payload > 0 || g.frames.flags().Has(http2.FlagDataEndStream) {
			return
		}
		g.credit -= h2CostFrame
	case http2.FrameWindowUpdate:
		g.credit -= h2CostWindow
	case http2.FrameRSTStream:
		g.credit -= h2CostReset
	case http2.FramePing:
		if g.frames.flags().Has(http2.FlagPingAck) && g.goodbye.said.Load() {
			g.answered = true
		}
		g.credit -= h2CostFrame
	default:
		g.credit -= h2CostFrame
	}
	if g.credit < 0 {
		g.settle(time.Now())
		g.flooded = g.credit < 0
	}
}

// settle adds what time and answers have earned since the last time. An account
// that is never empty needs no look at the clock.
func (g *h2Guard) settle(now time.Time) {
	earned := g.written.Swap(0) + int64(now.Sub(g.settled).Seconds()*h2Earn)
	g.settled = now
	g.credit = min(g.credit+earned, h2Credit)
}
