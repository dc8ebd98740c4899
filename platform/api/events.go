package api

import (
	"net/http"
	"strconv"

	"github.com/rip-server/rip-server/platform"
)

// events streams what happens, after what has happened since the event that
// the reader has seen last; or it lists that. With apps=1 the stream also tells
// how all apps are, again and again, so that a page needs one connection.
func (h *Handler) events(c *call) error {
	since, err := lastSeen(c)
	if err != nil {
		return err
	}
	follows, err := wantsStream(c)
	if err != nil {
		return err
	}
	only := c.FormValue("app")
	wanted := func(e platform.Event) bool { return only == "" || e.App == only }
	replay, live, cancel := h.opts.Controller.Events(since)
	defer cancel()
	past := make([]Event, 0, len(replay))
	for _, e := range replay {
		if wanted(e) {
			past = append(past, e)
		}
	}
	if !follows {
		return c.answer(http.StatusOK, past)
	}
	s, err := h.begin(c)
	if err != nil {
		return err
	}
	defer h.end(s)
	add := func(e Event) {
		if wanted(e) {
			s.add(strconv.FormatUint(e.ID, 10), "", e)
		}
	}
	for _, e := range past {
		add(e)
	}
	if c.FormValue("apps") == "1" {
		s.pulse = pulse{overviewEvery, func() { s.add("", "apps", h.overview(c)) }}
		s.pulse.add()
	}
	if s.send() == nil {
		follow(s, live, add)
	}
	return nil
}

// lastSeen is the id of the last event that the reader has: of Last-Event-ID,
// or of the parameter since.
func lastSeen(c *call) (uint64, error) {
	text := c.Request.Header.Get("Last-Event-ID")
	if text == "" {
		text = c.FormValue("since")
	}
	if text == "" {
		return 0, nil
	}
	since, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, badRequest("%q is no id of an event; ids are whole numbers", text)
	}
	return since, nil
}
