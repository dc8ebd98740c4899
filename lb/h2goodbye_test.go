package lb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"
)

// h2Load asks over one connection without pause until it is told to begin no more
// requests, and sends none again that are lost then.
type h2Load struct {
	c  *h2Raw
	mu sync.Mutex // guards what follows, and c's writing
	// free has room for as many requests as may be under way.
	free   chan struct{}
	open   map[uint32]bool
	away   []uint32 // the last streams of the GOAWAYs
	asked  int
	wrong  []string
	toldTo chan struct{} // closed with the first GOAWAY
}

func (w *secureWorld) h2Load() *h2Load {
	return &h2Load{c: w.h2Dial(), free: make(chan struct{}, 10), open: map[uint32]bool{}, toldTo: make(chan struct{})}
}

// ask opens streams, with bodies, until it is told not to.
func (l *h2Load) ask() {
	for {
		select {
		case <-l.toldTo:
			return
		case l.free <- struct{}{}:
		}
		l.mu.Lock()
		if len(l.away) > 0 { // between the two
			l.mu.Unlock()
			return
		}
		id := l.c.ask(false, ":method: POST")
		l.open[id] = true
		l.asked++
		err := l.c.fr.WriteData(id, true, []byte("x"))
		l.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// read takes answers until the connection ends.
func (l *h2Load) read() {
	for {
		f, err := l.c.fr.ReadFrame()
		var bad http2.StreamError
		if err != nil && !errors.As(err, &bad) {
			return
		}
		l.mu.Lock()
		l.note(f)
		l.mu.Unlock()
	}
}

func (l *h2Load) note(f http2.Frame) {
	switch f := f.(type) {
	case *http2.PingFrame:
		if !f.IsAck() {
			l.c.fr.WritePing(true, f.Data)
		}
	case *http2.GoAwayFrame:
		if len(l.away) == 0 {
			close(l.toldTo)
		}
		l.away = append(l.away, f.LastStreamID)
	case *http2.MetaHeadersFrame:
		if status := f.PseudoValue("status"); status != "200" {
			l.wrong = append(l.wrong, status)
		}
	case *http2.RSTStreamFrame:
		l.wrong = append(l.wrong, f.ErrCode.String())
	}
	data, isData := f.(*http2.DataFrame)
	if isData && data.StreamEnded() {
		delete(l.open, data.StreamID)
		<-l.free
	}
}

// runH2Load loads w with as many connections while during goes on, which drains it.
func runH2Load(t *testing.T, w *secureWorld, connections int, during func(asked func() int)) {
	t.Helper()
	loads := make([]*h2Load, connections)
	var all sync.WaitGroup
	for i := range loads {
		loads[i] = w.h2Load()
		all.Go(loads[i].ask)
		all.Go(loads[i].read)
	}
	during(func() (n int) {
		for _, l := range loads {
			l.mu.Lock()
			n += l.asked
			l.mu.Unlock()
		}
		return n
	})
	all.Wait()
	for _, l := range loads {
		if len(l.open) > 0 || len(l.wrong) > 0 {
			t.Errorf("of %d requests %d were lost, %d answered with %.3q; GOAWAY for those behind %d", l.asked, len(l.open), len(l.wrong), l.wrong, l.away)
		}
	}
}

func TestNoRequestIsLostWhenADrainBeginsUnderLoad(t *testing.T) {
	for name, drain := range map[string]func(*secureWorld, context.Context){
		"stop":      func(w *secureWorld, ctx context.Context) { _ = w.server.Shutdown(ctx) },
		"hand over": func(w *secureWorld, ctx context.Context) { w.server.Retire(ctx) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newH2World(t, func(o *Options) { o.MaxQueue = 1000 })
			for i := range 4 {
				w.worker(fmt.Sprint(i), hello)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
			defer cancel()
			runH2Load(t, w, 2, func(asked func() int) {
				until(t, "the load", func() bool { return asked() > 200 })
				drain(w, ctx)
			})
			if ctx.Err() != nil {
				t.Error("the connections did not end")
			}
		})
	}
}

func TestNoRequestIsLostWhenAVersionReplacesAnotherUnderLoad(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.MaxQueue = 1000 })
	w.worker("1-a", hello)
	w.worker("1-b", hello)
	w.balancer.Activate(1)
	runH2Load(t, w, 2, func(asked func() int) {
		for version := 2; version <= 6; version++ {
			before := asked()
			until(t, "the load", func() bool { return asked() > before+50 })
			for _, name := range []string{"a", "b"} {
				w.member(Member{ID: fmt.Sprintf("%d-%s", version, name), Version: version}, hello)
			}
			w.balancer.Activate(version)
			for _, name := range []string{"a", "b"} {
				old := fmt.Sprintf("%d-%s", version-1, name)
				drained := make(chan struct{})
				w.balancer.Retire(old, func() { close(drained) })
				<-drained
				w.balancer.Remove(old)
			}
		}
		w.close()
	})
}

func TestGoodbyeIsSaidInTwoSteps(t *testing.T) {
	for name, answers := range map[string]bool{"to who answers": true, "to who does not": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, srv, end := h2Bubble(t)
				id := c.ask(true)
				synctest.Wait()
				began := time.Now()
				go srv.Shutdown(context.Background()) // ends with the connection
				if last := c.lastOfGoAway(); last != 1<<31-1 {
					t.Errorf("the first refuses what is beyond %d", last)
				}
				c.until("PING", func(f http2.Frame) bool {
					ping, ok := f.(*http2.PingFrame)
					if ok && answers {
						c.ok(c.fr.WritePing(true, ping.Data))
					}
					return ok
				})
				if last := c.lastOfGoAway(); last != id {
					t.Errorf("the second refuses what is beyond %d", last)
				}
				if took := time.Since(began); answers != (took == 0) || took > h2Farewell {
					t.Errorf("the second after %s", took)
				}
				end()
			})
		})
	}
}

// Whatever portions frames are written in, the goodbye stands between two of them,
// never before the first, and once.
func TestGoodbyeStandsBetweenFrames(t *testing.T) {
	var traffic bytes.Buffer
	fr := http2.NewFramer(&traffic, nil)
	fr.WriteSettings(http2.Setting{ID: http2.SettingMaxFrameSize, Val: 1 << 20})
	for i := range uint32(10) {
		fr.WriteData(2*i+1, false, make([]byte, 3*i))
		fr.WriteWindowUpdate(0, 1)
	}
	const frames = 1 + 2*10
	for _, step := range []int{1, 2, 3, 5, 8, 9, 10, 13, 40, 200, traffic.Len()} {
		for said := 0; said <= traffic.Len(); said += 5 {
			var out bytes.Buffer
			b := h2Goodbye{done: make(chan struct{})}
			for rest := traffic.Bytes(); len(rest) > 0; rest = rest[min(step, len(rest)):] {
				if traffic.Len()-len(rest) >= said {
					b.say(&out)
				}
				b.write(&out, rest[:min(step, len(rest))])
			}
			b.say(&out)
			b.leave()
			checkParting(t, &out, frames)
		}
	}
}

// checkParting finds one goodbye among that many frames.
func checkParting(t *testing.T, out *bytes.Buffer, frames int) {
	t.Helper()
	fr := http2.NewFramer(nil, out)
	var kinds []http2.FrameType
	goodbyes := 0
	for out.Len() > 0 {
		f, err := fr.ReadFrame()
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, f.Header().Type)
		if f.Header().Type == http2.FrameGoAway {
			goodbyes++
		}
	}
	if len(kinds) != frames+2 || goodbyes != 1 || kinds[0] != http2.FrameSettings {
		t.Fatalf("%v", kinds)
	}
}
