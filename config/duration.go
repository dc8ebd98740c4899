package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// millis is a time as a bare whole number of milliseconds, for the keys that
// end in Ms.
type millis struct{ min, max int }

func (m millis) between(low, high string) millis {
	return millis{min: mustAtoi(low), max: mustAtoi(high)}
}

func (m millis) parse(s string) (any, error) {
	v, err := strconv.Atoi(s)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && (v < m.min || v > m.max):
		return nil, fmt.Errorf("%s is out of range; give %s", s, m.allowed())
	case err != nil:
		if d, err := time.ParseDuration(s); err == nil && d >= time.Millisecond {
			return nil, fmt.Errorf("%q is not a whole number of milliseconds; write %d", s, d.Milliseconds())
		}
		return nil, fmt.Errorf("%q is not a whole number of milliseconds; write 2000 for two seconds", s)
	}
	return time.Duration(v) * time.Millisecond, nil
}

func (m millis) format(v any) string { return strconv.FormatInt(v.(time.Duration).Milliseconds(), 10) }
func (m millis) placeholder() string { return "ms" }
func (m millis) allowed() string     { return fmt.Sprintf("%d to %d milliseconds", m.min, m.max) }

// span is a time with its unit, such as 6h. 0 stands for never.
type span struct{ min, max time.Duration }

func (p span) between(low, high string) span {
	unbounded := span{max: 1<<63 - 1}
	return span{min: mustParse[time.Duration](unbounded, low), max: mustParse[time.Duration](unbounded, high)}
}

func (p span) parse(s string) (any, error) {
	d, err := time.ParseDuration(s)
	if err != nil {
		if _, err := strconv.ParseFloat(s, 64); err == nil {
			return nil, fmt.Errorf("%q has no unit; write %ss, %sm or %sh", s, s, s, s)
		}
		return nil, fmt.Errorf("%q is not a time; write it with its unit, such as 90s, 30m or 6h", s)
	}
	if d != 0 && (d < p.min || d > p.max) {
		return nil, fmt.Errorf("%s is out of range; give %s", s, p.allowed())
	}
	return d, nil
}

// format drops the zero units that Duration.String puts at the end: 6h, not 6h0m0s.
func (p span) format(v any) string {
	d := v.(time.Duration)
	if d == 0 {
		return "0"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func (p span) placeholder() string { return "time" }

func (p span) allowed() string {
	return fmt.Sprintf("%s to %s, or 0 for never", p.format(p.min), p.format(p.max))
}
