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
// microsecond or more, and package http2 bounds only how many are under way.
//
// It reads frame headers as they pass, and keeps an account in bytes of traffic:
// frames that carry nothing cost, time and traffic in both directions earn. A
// browser's page or a download never comes near the end of it.
type h2Guard struct {
	*tls.Conn
	written atomic.Int64 // since the account was last settled
	wd      lazyDeadline // the writer's own, of whom there is one at a time

	// The reader's own.
	preface int // bytes of the client's preface that have passed
	head    [h2FrameHead]byte
	n       int   // of head
	payload int64 // bytes until the next head
	credit  int64
	settled time.Time
	flooded bool
}

const (
	h2FrameHead = 9
	// h2Credit is what an account begins with and the most that it can hold: 2,000
	// frames, or 200 requests taken back. h2Earn is what it earns in a second.
	h2Credit = 1 << 20
	h2Earn   = 64 << 10

	h2CostFrame  = 512
	h2CostReset  = 5 << 10
	h2CostWindow = 64 // a download needs them
)

func newH2Guard(nc *tls.Conn) *h2Guard {
	return &h2Guard{Conn: nc, credit: h2Credit, settled: time.Now()}
}

// Read implements net.Conn. A flood is an error that package http2 ends the
// connection for, telling why.
func (g *h2Guard) Read(p []byte) (int, error) {
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
	return g.Conn.Write(p)
}

// pass looks at the frame headers in p.
func (g *h2Guard) pass(p []byte) {
	if skip := min(len(p), len(http2.ClientPreface)-g.preface); skip > 0 {
		g.preface += skip
		p = p[skip:]
	}
	for len(p) > 0 && !g.flooded {
		if g.payload > 0 {
			skip := min(int64(len(p)), g.payload)
			g.payload -= skip
			p = p[skip:]
			continue
		}
		took := copy(g.head[g.n:], p)
		g.n += took
		p = p[took:]
		if g.n == h2FrameHead {
			g.frame()
		}
	}
}

// frame charges for the frame whose header is complete.
func (g *h2Guard) frame() {
	g.n = 0
	g.payload = int64(binary.BigEndian.Uint32(g.head[:4]) >> 8)
	flags := http2.Flags(g.head[4])
	switch http2.FrameType(g.head[3]) {
	case http2.FrameHeaders:
		return // a request: how many there may be is the queue's business
	case http2.FrameData:
		g.credit = min(g.credit+g.payload, h2Credit)
		if g.payload > 0 || flags.Has(http2.FlagDataEndStream) {
			return
		}
		g.credit -= h2CostFrame
	case http2.FrameWindowUpdate:
		g.credit -= h2CostWindow
	case http2.FrameRSTStream:
		g.credit -= h2CostReset
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
