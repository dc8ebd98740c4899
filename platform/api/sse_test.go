package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// patient is a client that takes everything and notes its deadline.
type patient struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (p *patient) SetWriteDeadline(t time.Time) error {
	p.until = t
	return nil
}

func TestQuietStreamSaysThatItIsThereAndWaitsForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := &patient{ResponseRecorder: httptest.NewRecorder()}
		h := &Handler{streams: make(chan struct{}, 1)}
		s, err := h.begin(&call{Request: httptest.NewRequest(http.MethodGet, "/api/events", nil), w: client})
		if err != nil {
			t.Fatal(err)
		}
		live := make(chan int)
		go func() { // ends after a while
			time.Sleep(2*keepAlive + time.Second)
			live <- 1
			live <- 2
			close(live)
		}()
		follow(s, live, func(n int) { s.add("", "", n) })
		if got := client.Body.String(); got != "retry: 1000\n\n:\n\n:\n\ndata: 1\n\ndata: 2\n\n" {
			t.Errorf("%q", got)
		}
		if left := time.Until(client.until); left <= 0 || left > slowReader {
			t.Errorf("the client may take %v", left)
		}
		if !strings.HasPrefix(client.Header().Get("Content-Type"), "text/event-stream") || !client.Flushed {
			t.Error(client.Header())
		}
		h.end(s)
	})
}
