package control

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
)

// logs streams worker output as JSON lines.
func (s *Server) logs(w http.ResponseWriter, r *http.Request) error {
	lines, follow, err := logQuery(r)
	if err != nil {
		return err
	}
	release, err := s.wait(r)
	if err != nil {
		return err
	}
	defer release()
	w.Header().Set("Content-Type", "application/x-ndjson")
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel() // a failed write must end the source too
	flush := http.NewResponseController(w)
	_ = flush.Flush()
	enc := json.NewEncoder(w)
	for line := range s.opts.Admin.Logs(ctx, lines, follow) {
		if enc.Encode(line) != nil || flush.Flush() != nil {
			return nil // the reader left; the head is sent, there is nobody to tell
		}
	}
	return nil
}

func logQuery(r *http.Request) (lines int, follow bool, err error) {
	query := r.URL.Query()
	lines = 100
	if text := query.Get("lines"); text != "" {
		if lines, err = strconv.Atoi(text); err != nil || lines < 0 {
			return 0, false, badRequest("lines is %q: a number from 0 is wanted", text)
		}
	}
	if text := query.Get("follow"); text != "" {
		if follow, err = strconv.ParseBool(text); err != nil {
			return 0, false, badRequest("follow is %q: 1 or 0 is wanted", text)
		}
	}
	return lines, follow, nil
}
