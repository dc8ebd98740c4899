package lb

import (
	"bytes"
	"testing"
	"time"

	"golang.org/x/net/http2"
)

// Each of these is cheap to send and answered by nothing that anybody asked for.
func TestFloodsEndTheirConnectionAndNoOther(t *testing.T) {
	for name, flood := range map[string]func(*h2Raw) error{
		"ping":           func(c *h2Raw) error { return c.fr.WritePing(false, [8]byte{}) },
		"settings":       func(c *h2Raw) error { return c.fr.WriteSettings() },
		"priority":       func(c *h2Raw) error { return c.fr.WritePriority(1001, http2.PriorityParam{}) },
		"unknown frames": func(c *h2Raw) error { return c.fr.WriteRawFrame(0x77, 0, 0, nil) },
		"empty data":     func(c *h2Raw) error { return c.fr.WriteData(1, false, nil) },
		"window updates": func(c *h2Raw) error { return c.fr.WriteWindowUpdate(0, 1) },
		"taking requests back": func(c *h2Raw) error {
			c.block.Reset()
			id := c.nextID
			c.nextID += 2
			c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: c.head(), EndStream: true, EndHeaders: true})
			return c.fr.WriteRSTStream(id, http2.ErrCodeCancel)
		},
		"having requests reset": func(c *h2Raw) error {
			c.block.Reset()
			id := c.nextID
			c.nextID += 2
			c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: c.head(), EndStream: true, EndHeaders: true})
			return c.fr.WriteRawFrame(http2.FrameWindowUpdate, 0, id, make([]byte, 4)) // by nothing, which is an error
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // each waits for the second that a GOAWAY may take to arrive
			w := newH2World(t)
			w.worker("a", hello)
			c, bystander := w.h2Dial(), w.h2Client()
			w.get(bystander, "/").is(t, 200, "a")
			c.ask(false) // stream 1, of which the body is to come
			answered := make(chan struct{})
			go func() { // ends with the connection
				defer close(answered)
				for {
					if _, err := c.fr.ReadFrame(); err != nil {
						return
					}
				}
			}()
			sent := 0
			for ; sent < 1_000_000 && flood(c) == nil; sent++ {
			}
			if sent == 1_000_000 {
				t.Fatal("it goes on and on")
			}
			<-answered
			if n := w.balancer.Metrics().Traffic().Requests; n > 1000 {
				t.Errorf("%d requests were let in", n) // 200, and what time has earned
			}
			w.get(bystander, "/").is(t, 200, "a")
			until(t, "the flood is counted", func() bool { return w.server.Floods() == 1 })
		})
	}
}

func TestFloodIsToldWhatItIs(t *testing.T) {
	t.Parallel()
	w := newH2World(t)
	c := w.h2Dial()
	go func() { // ends with the connection
		for c.fr.WriteRawFrame(0x77, 0, 0, nil) == nil {
		}
	}()
	if code := c.goneAway(); code != http2.ErrCodeEnhanceYourCalm {
		t.Error(code)
	}
}

func TestHeaderBlockWithoutEndEndsItsConnection(t *testing.T) {
	t.Parallel()
	w := newH2World(t)
	c := w.h2Dial()
	c.ok(c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: c.head(), EndStream: true}))
	for range 1_000_000 {
		if c.fr.WriteContinuation(1, false, nil) != nil {
			return
		}
	}
	t.Error("it goes on and on")
}

func TestMoreStreamsThanAllowedAreRefused(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.MaxQueue = 1000 })
	c := w.h2Dial()
	c.until("the settings", func(f http2.Frame) bool {
		s, ok := f.(*http2.SettingsFrame)
		return ok && s.IsAck()
	})
	for range h2Streams {
		c.ask(true)
	}
	w.untilQueued(h2Streams)
	c.wasReset(c.ask(true))
	if n := w.balancer.State().Queued; n != h2Streams {
		t.Errorf("%d requests of one connection wait", n)
	}
}

// What browsers do all day is no flood: pages, downloads, uploads, a video that is
// searched in, a connection that has been open since morning.
func TestHonestTrafficIsNoFlood(t *testing.T) {
	frame := func(typ http2.FrameType, flags http2.Flags, payload int) []byte {
		head := []byte{byte(payload >> 16), byte(payload >> 8), byte(payload), byte(typ), byte(flags), 0, 0, 0, 1}
		return append(head, make([]byte, payload)...)
	}
	for name, day := range map[string]func(g *h2Guard){
		"pages": func(g *h2Guard) {
			for range 10_000 {
				g.pass(frame(http2.FrameHeaders, http2.FlagHeadersEndStream, 40))
				g.written.Add(2000)
				g.pass(frame(http2.FrameWindowUpdate, 0, 4))
			}
		},
		"a download": func(g *h2Guard) {
			for range 100_000 { // 400 MB, acknowledged twice every 4 KiB
				g.written.Add(4096)
				g.pass(frame(http2.FrameWindowUpdate, 0, 4))
				g.pass(frame(http2.FrameWindowUpdate, 0, 4))
			}
		},
		"an upload in small pieces": func(g *h2Guard) {
			for range 100_000 {
				g.pass(frame(http2.FrameData, 0, 10))
			}
		},
		"a page left before it was there": func(g *h2Guard) {
			for range 100 {
				g.pass(frame(http2.FrameHeaders, http2.FlagHeadersEndStream, 40))
				g.pass(frame(http2.FrameRSTStream, 0, 4))
				g.pass(frame(http2.FramePing, 0, 8))
			}
		},
		"a search in a video": func(g *h2Guard) {
			for range 5000 { // each time some of it has come already
				g.pass(frame(http2.FrameHeaders, http2.FlagHeadersEndStream, 40))
				g.written.Add(200_000)
				g.pass(frame(http2.FrameRSTStream, 0, 4))
			}
		},
		"a day of pings": func(g *h2Guard) {
			for range 24 * 120 {
				g.settled = g.settled.Add(-30 * time.Second)
				g.pass(frame(http2.FramePing, 0, 8))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := newH2Guard(nil)
			g.pass([]byte(http2.ClientPreface))
			day(g)
			if g.flooded {
				t.Error("taken for a flood")
			}
		})
	}
}

// However the bytes come, the same frames are seen in them.
func TestGuardSeesTheSameFramesHoweverTheyAreSplit(t *testing.T) {
	var traffic bytes.Buffer
	traffic.WriteString(http2.ClientPreface)
	fr := http2.NewFramer(&traffic, nil)
	for i := range uint32(50) {
		fr.WriteSettings(http2.Setting{ID: http2.SettingMaxFrameSize, Val: 1 << 20})
		fr.WriteData(2*i+1, false, make([]byte, i))
		fr.WritePing(false, [8]byte{})
		fr.WriteRSTStream(2*i+1, http2.ErrCodeCancel)
	}
	var want int64
	for _, step := range []int{traffic.Len(), 1, 2, 3, 7, 9, 10, 100} {
		g := newH2Guard(nil)
		for rest := traffic.Bytes(); len(rest) > 0; rest = rest[min(step, len(rest)):] {
			g.pass(rest[:min(step, len(rest))])
		}
		if step == traffic.Len() {
			want = g.credit
		}
		if g.credit != want || g.credit == h2Credit || !g.frames.between() {
			t.Errorf("by %d bytes: %d, want %d", step, g.credit, want)
		}
	}
}
