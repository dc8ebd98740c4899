package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/inprocess"
)

// reading is an open event stream.
type reading struct {
	*site
	res *http.Response
	in  *bufio.Reader
}

func (s *site) read(path string, fields ...string) *reading {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), "GET", "http://"+s.addr+path, nil)
	s.must(err)
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.client.Do(req)
	s.must(err)
	s.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		s.Fatalf("%s: %s %v", path, res.Status, res.Header)
	}
	return &reading{s, res, bufio.NewReader(res.Body)}
}

// event is the next event, its lines joined, without the hint when to come again.
func (r *reading) event() string {
	r.Helper()
	var lines []string
	for {
		line, err := r.in.ReadString('\n')
		r.must(err)
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" && len(lines) > 0:
			return strings.Join(lines, " ")
		case line != "" && !strings.HasPrefix(line, "retry:"):
			lines = append(lines, line)
		}
	}
}

func TestEventsBeginWithThePastAndGoOn(t *testing.T) {
	s := open(t)
	s.happened(1, 2, 3)
	r := s.read("/api/events")
	if got := r.event(); got != `id: 1 data: {"id":1,"time":"0001-01-01T00:00:00Z","app":"blog","kind":"state","message":"event 1"}` {
		t.Error(got)
	}
	r.event()
	r.event()
	s.live <- platform.Event{ID: 4, Message: "two\nlines"}
	if got := r.event(); !strings.HasPrefix(got, "id: 4 ") || !strings.Contains(got, `two\nlines`) {
		t.Error(got)
	}
}

func TestReaderThatComesAgainGetsWhatItHasMissed(t *testing.T) {
	s := open(t)
	s.happened(1, 2, 3, 4)
	if got := s.read("/api/events", "Last-Event-ID: 3").event(); !strings.HasPrefix(got, "id: 4 ") {
		t.Error(got)
	}
	if got := s.read("/api/events?since=2").event(); !strings.HasPrefix(got, "id: 3 ") {
		t.Error(got)
	}
	if got := s.read("/api/events?since=1", "Last-Event-ID: 3").event(); !strings.HasPrefix(got, "id: 4 ") {
		t.Error("since goes before Last-Event-ID:", got)
	}
	s.ask("GET", "/api/events", "", "Last-Event-ID: x").is(400)
}

func TestEventsOfOneAppAndAsAList(t *testing.T) {
	s := open(t)
	s.happened(1, 2, 3, 4)
	var list []platform.Event
	s.ask("GET", "/api/events?follow=0&app=shop&since=1", "").is(200).into(&list)
	if len(list) != 2 || list[0].ID != 2 || list[1].ID != 4 {
		t.Errorf("%+v", list)
	}
	s.ask("GET", "/api/events?follow=0&app=none", "").is(200, "[]")
	r := s.read("/api/events?app=blog&since=3")
	s.live <- platform.Event{ID: 5, App: "shop"}
	s.live <- platform.Event{ID: 6, App: "blog"}
	if got := r.event(); !strings.HasPrefix(got, "id: 6 ") {
		t.Error(got)
	}
}

func TestStreamEndsWithItsSourceAndLeavesNothingWithItsReader(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	r := s.read("/api/apps/shop/logs")
	close(s.more)                                        // the app is undeployed
	if _, err := io.Copy(io.Discard, r.in); err != nil { // it comes to its end
		t.Error(err)
	}
	e := s.read("/api/events")
	e.res.Body.Close() // goleak sees what is left
}

func TestHeadOfAStreamHoldsNobodyUp(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	for range 2 * inprocess.Members {
		s.ask("HEAD", "/api/events", "").is(200)
		s.ask("HEAD", "/api/apps/shop/logs", "").is(200)
	}
	s.ask("GET", "/api/apps", "").is(200)
}

func line(second int, text string) control.LogLine {
	return control.LogLine{Time: time.Unix(int64(second), 0).UTC(), Worker: "1.1", Stream: "stdout", Text: text}
}

func TestLogsBeginWithTheLastLinesAndGoOn(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	s.printed(line(1, "a"), line(2, "b"), line(2, "c"))
	r := s.read("/api/apps/shop/logs?tail=2")
	want := []string{
		`id: 2000000000-1 event: line data: {"time":"1970-01-01T00:00:02Z","worker":"1.1","stream":"stdout","text":"b"}`,
		`id: 2000000000-2 event: line data: {"time":"1970-01-01T00:00:02Z","worker":"1.1","stream":"stdout","text":"c"}`,
		`id: 3000000000-1 event: line data: {"time":"1970-01-01T00:00:03Z","worker":"1.1","stream":"stdout","text":"\u003cd\u003e\n"}`,
	}
	got := []string{r.event(), r.event()}
	s.more <- line(3, "<d>\n")
	if diff := cmp.Diff(want, append(got, r.event())); diff != "" {
		t.Error(diff)
	}
	s.ask("GET", "/api/apps/shop/logs?tail=0&follow=0", "").is(200, "[]")
	s.ask("GET", "/api/apps/shop/logs?tail=1&follow=0", "").is(200, `[{"time":"1970-01-01T00:00:02Z","worker":"1.1","stream":"stdout","text":"c"}]`)
}

func TestLogReaderThatComesAgainMissesNoLineAndSeesNoneTwice(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	s.printed(line(1, "a"), line(2, "b"), line(2, "c"), line(2, "d"), line(1, "the clock was set back"))
	for seen, want := range map[string]string{
		"1000000000-1": `"text":"b"`, "2000000000-1": `"text":"c"`, "2000000000-2": `"text":"d"`,
		"1500000000-7": `"text":"b"`, "0-1": `"text":"a"`,
	} {
		if got := s.read("/api/apps/shop/logs?tail=1", "Last-Event-ID: "+seen).event(); !strings.Contains(got, want) {
			t.Errorf("after %s: %s, want %s", seen, got, want)
		}
	}
	r := s.read("/api/apps/shop/logs", "Last-Event-ID: 2000000000-2")
	if r.event(); !strings.Contains(r.event(), "set back") {
		t.Error("lines after the clock was set back are lost")
	}
	for _, wrong := range []string{"x", "1", "1-0", "1-x", "-"} {
		s.ask("GET", "/api/apps/shop/logs", "", "Last-Event-ID: "+wrong).is(400)
	}
}

// A reader that takes nothing is dropped and holds up nobody. What lies between
// it and the API takes some megabytes before anybody notices.
func TestReaderThatIsTooSlowIsDropped(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits until the server loses its patience")
	}
	t.Parallel()
	s := open(t)
	s.deployed("shop")
	nc, err := net.Dial("tcp", s.addr)
	s.must(err)
	defer nc.Close()
	fmt.Fprintf(nc, "GET /api/apps/shop/logs HTTP/1.1\r\nHost: %s\r\n\r\n", s.host)
	big := line(1, strings.Repeat("x", 64<<10))
	sent := make(chan int)
	go func() { // ends when nobody takes lines any more
		for n := 0; ; n++ {
			select {
			case s.more <- big:
			case <-time.After(time.Second):
				sent <- n
				return
			}
		}
	}()
	stuck := <-sent
	if stuck == 0 || stuck > 1<<10 {
		t.Fatalf("%d lines were taken for a reader that reads none", stuck)
	}
	testkit.Eventually(t, "the reader is dropped", func() bool { return s.readers.Load() == 0 })
	s.ask("GET", "/api/apps", "").is(200)
}
