package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	// keepAlive is how often a quiet stream says that it is there, so that
	// proxies keep it and clients notice when it is not.
	keepAlive = 15 * time.Second
	// slowReader is how long a client may leave what was sent to it; then its
	// stream ends, and it resumes from where it was when it comes again.
	slowReader = 10 * time.Second
	// maxWrite is about how much is sent at once.
	maxWrite = 32 << 10
	// retry is when a browser comes again, in milliseconds.
	retry = 1000
)

// stream is a server-sent event stream (HTML standard, section 9.2).
type stream struct {
	c     *call
	flush *http.ResponseController
	out   []byte
	pulse pulse
}

// pulse is what a stream says by the clock, whatever else there is to say.
type pulse struct {
	every time.Duration
	add   func()
}

// wantsStream is whether the reader wants what comes, too, and not only a list
// of what has been: follow=0 is no.
func wantsStream(c *call) (bool, error) {
	switch text := c.FormValue("follow"); text {
	case "", "1", "true":
		return true, nil
	case "0", "false":
		return false, nil
	default:
		return false, badRequest("follow=%s: give 0 for a list of what has been; without it what comes is told, too", text)
	}
}

// begin begins a stream; end has to be called.
func (h *Handler) begin(c *call) (*stream, error) {
	select {
	case h.streams <- struct{}{}:
	default:
		return nil, &problem{
			status: http.StatusServiceUnavailable, retryAfter: 5 * time.Second,
			text: fmt.Sprintf("%d readers of logs and events are served already", maxStreams),
		}
	}
	c.Header().Set("Content-Type", "text/event-stream")
	c.Header().Set("X-Accel-Buffering", "no") // nginx would hold it back
	s := &stream{c: c, flush: http.NewResponseController(c)}
	s.out = fmt.Appendf(s.out, "retry: %d\n\n", retry)
	s.pulse = pulse{keepAlive, func() { s.out = append(s.out, ":\n\n"...) }}
	return s, nil
}

func (h *Handler) end(*stream) { <-h.streams }

// add puts an event into the buffer; id and kind may be "". One without an id
// is not where a reader goes on from.
func (s *stream) add(id, kind string, value any) {
	text, _ := json.Marshal(value) // a plain struct of ours always has JSON
	if id != "" {
		s.out = fmt.Appendf(s.out, "id: %s\n", id)
	}
	if kind != "" {
		s.out = fmt.Appendf(s.out, "event: %s\n", kind)
	}
	s.out = fmt.Appendf(s.out, "data: %s\n\n", text) // JSON has no line breaks
}

// send sends what is in the buffer. An error means that the reader has left or
// is too slow.
func (s *stream) send() error {
	if err := s.flush.SetWriteDeadline(time.Now().Add(slowReader)); err != nil {
		return err
	}
	if _, err := s.c.Write(s.out); err != nil {
		return err
	}
	s.out = s.out[:0]
	return s.flush.Flush()
}

// follow sends what comes on live, by add, until that is closed or the reader
// has left or is too slow.
func follow[T any](s *stream, live <-chan T, add func(T)) {
	clock := time.NewTicker(s.pulse.every)
	defer clock.Stop()
	for more := true; more; {
		select {
		case value, ok := <-live:
			if more = ok; more {
				add(value)
				more = takeRest(s, live, add)
			}
		case <-clock.C:
			s.pulse.add()
		case <-s.c.Context().Done():
			return
		}
		if s.send() != nil {
			return
		}
	}
}

// takeRest adds what has come already, so that it goes in one write. It is
// false when live was closed.
func takeRest[T any](s *stream, live <-chan T, add func(T)) (more bool) {
	for len(s.out) < maxWrite {
		select {
		case value, more := <-live:
			if !more {
				return false
			}
			add(value)
		default:
			return true
		}
	}
	return true
}
