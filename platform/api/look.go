package api

import (
	"net/http"
	"time"
)

func (h *Handler) health(c *call) error {
	return c.answer(http.StatusOK, Health{
		Status: "healthy", Version: h.opts.Build, UptimeSeconds: time.Since(h.started).Seconds(),
	})
}

func (h *Handler) stats(c *call) error {
	return c.answer(http.StatusOK, h.sums())
}

func (h *Handler) sums() Stats { return Stats{h.opts.Controller.Stats(), h.opts.Ephemeral} }

// longestWindow is how much of its past an app has.
const longestWindow = 15 * time.Minute

func (h *Handler) metrics(c *call) error {
	window := longestWindow
	if text := c.FormValue("window"); text != "" {
		var err error
		if window, err = time.ParseDuration(text); err != nil || window <= 0 || window > longestWindow {
			return badRequest("window=%s: give a length of time up to 15m, such as 5m", text)
		}
	}
	series, err := h.opts.Controller.Samples(c.name(), window)
	if err != nil {
		return err
	}
	series.Times = full(series.Times)
	s := &series.Series
	for _, list := range []*[]float64{&s.RPS, &s.P50, &s.P99, &s.Queue, &s.Errors, &s.Memory, &s.Busy} {
		*list = full(*list)
	}
	return c.answer(http.StatusOK, series)
}

// check looks at a directory for who thinks of deploying it.
func (h *Handler) check(c *call) error {
	var order Check
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	found, err := h.opts.Controller.Check(order.Directory, order.Settings)
	checked := Checked{OK: err == nil, Directory: found.Directory, Entry: found.Entry, Runtime: found.Runtime, Name: found.Name}
	if err != nil {
		if statusOf(err) >= http.StatusInternalServerError {
			return err
		}
		text := err.Error()
		checked.Error = &text
	}
	return c.answer(http.StatusOK, checked)
}
