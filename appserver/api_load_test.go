package appserver_test

import (
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// shopApp keeps what each client says in its session, waits in the middle of
// answering, and has a stream that goes on beside all requests of its worker.
const shopApp = `
import { get, post, use, read, session } from '@rip/api'
import { sessions } from '@rip/api/middleware'

use sessions secret: 'shh', encrypt: yes

post '/say/:word' ->
  session.who ?= read 'who'
  word = read 'word'
  await null
  sleep! Math.random() * 3
  session.words = [...(session.words ?? []), read('word')].slice(-3)
  { who: session.who, word, same: word is read('word'), words: session.words }

get '/stream/:name' ->
  session.who ?= 'stream'
  encoder = new TextEncoder
  n = 0
  tick = (controller) ->
    sleep! 2
    try controller.enqueue encoder.encode "data: #{read 'name'} #{session.who}\n\n"
    tick controller if (n += 1) < 2000
  new Response (new ReadableStream start: (controller) -> (tick controller; undefined)), headers: { 'Content-Type': 'text/event-stream' }
`

func TestClientsNeverSeeEachOthersSessions(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		entry := filepath.Join(t.TempDir(), "index.rip")
		testkit.WriteFile(t, entry, shopApp)
		s := serve(t, entry, func(c *setup) { use(c); c.Workers, c.QueueTimeout = 2, patience }).ready()
		streams := []*eventStream{s.openStream("/stream/one"), s.openStream("/stream/two")}
		var clients sync.WaitGroup
		for i := range 50 {
			clients.Go(func() { s.shop(fmt.Sprintf("client%d", i), 8) })
		}
		clients.Wait()
		streams[0].wantOnly(t, "data: one stream\n\n")
		streams[1].wantOnly(t, "data: two stream\n\n")
	})
}

// shop says words as one client, whose session must come back each time.
func (s *served) shop(who string, times int) {
	client := testkit.NewClient(s.addr)
	defer client.Close()
	cookie, words := "none=1", []string{}
	for n := range times {
		word := fmt.Sprintf("%s-%d", who, n)
		answer, err := client.Do("POST", "/say/"+word+"?who="+who, "", "Cookie: "+cookie)
		if err != nil {
			s.Errorf("%s: %v", word, err)
			return
		}
		words = append(words, `"`+word+`"`)
		words = words[max(0, len(words)-3):]
		want := fmt.Sprintf(`{"who":%q,"word":%q,"same":true,"words":[%s]}`, who, word, strings.Join(words, ","))
		if answer.Status != 200 || answer.Body != want {
			s.Errorf("the answer is %d %s, want %s", answer.Status, answer.Body, want)
			return
		}
		cookie, _, _ = strings.Cut(answer.Header.Get("Set-Cookie"), ";")
	}
}

// eventStream is the open answer to a request, unread.
type eventStream struct{ net.Conn }

func (s *served) openStream(path string) *eventStream {
	s.Helper()
	conn, err := net.Dial("tcp", s.addr)
	if err == nil {
		_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: app\r\n\r\n", path)
	}
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = conn.Close() }) // the test is over either way
	return &eventStream{conn}
}

// wantEvents reads until the stream has sent n events that contain text, and
// returns all that it read.
func (e *eventStream) wantEvents(t *testing.T, text string, n int) string {
	t.Helper()
	if err := e.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for buffer := make([]byte, 4096); strings.Count(all.String(), text) < n; {
		read, err := e.Read(buffer)
		all.Write(buffer[:read])
		if err != nil {
			t.Fatalf("the stream ends with %v after %.2000s", err, all.String())
		}
	}
	return all.String()
}

// wantOnly fails unless the stream has sent this event many times by now, and
// no other.
func (e *eventStream) wantOnly(t *testing.T, event string) {
	t.Helper()
	text := e.wantEvents(t, event, 50)
	if got := strings.Count(text, "data:") - strings.Count(text, event); got > 1 { // the last may be half an event
		t.Errorf("the stream has %d events that are not %q: %.2000s", got, event, text)
	}
}
