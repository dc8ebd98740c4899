package bench

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ErrNotWrk is a text that lacks the lines every complete wrk report has.
var ErrNotWrk = errors.New("not a complete wrk report")

// ParseWrk reads the report of `wrk --latency`. Lines it does not know are
// skipped, so that other versions and scripts may add some; a line it knows
// that does not read as it should is an error, never a zero.
func ParseWrk(report string) (Result, error) {
	var p wrkParser
	for line := range strings.Lines(report) {
		line = strings.TrimSpace(line)
		if err := p.line(line); err != nil {
			return Result{}, fmt.Errorf("wrk's line %q: %w", line, err)
		}
	}
	if !p.summary || !p.rate || !p.median {
		return Result{}, fmt.Errorf("%w (it needs the request count, Requests/sec and the latency distribution):\n%s", ErrNotWrk, report)
	}
	return p.result, nil
}

// wrkParser gathers a Result and remembers which of the lines that must be
// there it has seen.
type wrkParser struct {
	result                Result
	summary, rate, median bool
}

func (p *wrkParser) line(line string) (err error) {
	fields := strings.Fields(line)
	r := &p.result
	switch {
	case strings.HasPrefix(line, "Latency ") && len(fields) == 5: // Latency  avg stdev max within
		r.Max, err = parseTime(fields[3])
	case len(fields) == 2 && strings.HasSuffix(fields[0], "%"):
		err = p.percentile(fields[0], fields[1])
	case len(fields) == 6 && fields[1] == "requests" && fields[2] == "in":
		p.summary = true
		err = p.count(fields[0], strings.TrimSuffix(fields[3], ","))
	case strings.HasPrefix(line, "Requests/sec:") && len(fields) == 2:
		p.rate = true
		r.PerSec, err = strconv.ParseFloat(fields[1], 64)
	case strings.HasPrefix(line, "Socket errors:"):
		_, err = fmt.Sscanf(line, "Socket errors: connect %d, read %d, write %d, timeout %d",
			&r.Errors.Connect, &r.Errors.Read, &r.Errors.Write, &r.Errors.Timeout)
	case strings.HasPrefix(line, "Non-2xx or 3xx responses:"):
		_, err = fmt.Sscanf(line, "Non-2xx or 3xx responses: %d", &r.Errors.Status)
	}
	return err
}

// count reads "118214 requests in 2.00s, 13.53MB read".
func (p *wrkParser) count(requests, elapsed string) (err error) {
	if p.result.Requests, err = strconv.Atoi(requests); err != nil {
		return err
	}
	p.result.Elapsed, err = parseTime(elapsed)
	return err
}

// percentile reads one line of the latency distribution: "99%    7.81ms".
func (p *wrkParser) percentile(percent, value string) (err error) {
	switch percent {
	case "50%":
		p.median = true
		p.result.P50, err = parseTime(value)
	case "75%":
		p.result.P75, err = parseTime(value)
	case "90%":
		p.result.P90, err = parseTime(value)
	case "99%":
		p.result.P99, err = parseTime(value)
	}
	return err
}

// parseTime reads a time as wrk's units.c writes it: 192.00us, 2.71ms, 1.05s,
// 3.00m or 1.00h. Go's syntax has the same units.
func parseTime(text string) (time.Duration, error) { return time.ParseDuration(text) }
