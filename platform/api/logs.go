package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/control"
)

const (
	defaultTail = 100
	maxTail     = 2000
)

// logs streams the last lines of an app's workers and those to come, or lists
// the last ones. A reader that comes again gets what it has missed.
func (h *Handler) logs(c *call) error {
	tail, err := tailOf(c)
	if err != nil {
		return err
	}
	seen, err := parseMark(c.Request.Header.Get("Last-Event-ID"))
	if err != nil {
		return err
	}
	follows, err := wantsStream(c)
	if err != nil {
		return err
	}
	if follows && seen.n > 0 {
		tail = maxTail
	}
	lines, err := h.opts.Controller.Logs(c.Context(), c.name(), tail, follows)
	if err != nil {
		return err
	}
	if !follows {
		list := []LogLine{}
		for line := range lines {
			list = append(list, lineOf(line))
		}
		return c.answer(http.StatusOK, list)
	}
	s, err := h.begin(c)
	if err != nil {
		return err
	}
	defer h.end(s)
	if s.send() != nil { // the head, though there may be no line for long
		return nil
	}
	at := bookmark{}
	follow(s, lines, func(line control.LogLine) {
		if at.next(line.Time); seen.covers(at) {
			return
		}
		seen = bookmark{} // it lies behind; clocks that are set back are no matter
		s.add(at.String(), "line", lineOf(line))
	})
	return nil
}

func lineOf(l control.LogLine) LogLine { return LogLine{l.Time, l.Worker, l.Stream, l.Text} }

func tailOf(c *call) (int, error) {
	text := c.FormValue("tail")
	if text == "" {
		return defaultTail, nil
	}
	tail, err := strconv.Atoi(text)
	if err != nil || tail < 0 || tail > maxTail {
		return 0, badRequest("tail=%s: give a number of lines, 0 to %d", text, maxTail)
	}
	return tail, nil
}

// bookmark names a line by its time, and by which of that very time it is. The
// zero bookmark is before all lines.
type bookmark struct {
	time time.Time
	n    int
}

// next moves b to a line of that time.
func (b *bookmark) next(t time.Time) {
	if !t.Equal(b.time) {
		b.time, b.n = t, 0
	}
	b.n++
}

// covers is whether the line at other is b's or before it.
func (b bookmark) covers(other bookmark) bool {
	return b.n > 0 && (other.time.Before(b.time) || other.time.Equal(b.time) && other.n <= b.n)
}

func (b bookmark) String() string { return fmt.Sprintf("%d-%d", b.time.UnixNano(), b.n) }

// parseMark reads what String wrote; "" is the zero bookmark.
func parseMark(text string) (b bookmark, err error) {
	if text == "" {
		return b, nil
	}
	nanos, n, _ := strings.Cut(text, "-")
	at, err := strconv.ParseInt(nanos, 10, 64)
	if err == nil {
		b.time = time.Unix(0, at)
		b.n, err = strconv.Atoi(n)
	}
	if err != nil || b.n < 1 {
		return bookmark{}, badRequest("Last-Event-ID: %q is no id of a line", text)
	}
	return b, nil
}
