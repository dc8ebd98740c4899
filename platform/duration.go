package platform

import (
	"encoding/json"
	"fmt"
	"time"
)

// Duration is a time.Duration that is text in JSON: "10m", and "" for none.
type Duration time.Duration

// ParseDuration reads "10m"; "" and "0" are none. Negative ones are refused.
func ParseDuration(text string) (Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is not a length of time; write such as 30s, 10m or 2h", text)
	}
	return Duration(d), nil
}

// String is the shortest text that ParseDuration reads as d: "10m", not
// "10m0s"; "" is none.
func (d Duration) String() string {
	switch t := time.Duration(d); {
	case t == 0:
		return ""
	case t%time.Hour == 0:
		return fmt.Sprintf("%dh", t/time.Hour)
	case t%time.Minute == 0:
		return fmt.Sprintf("%dm", t/time.Minute)
	default:
		return t.String()
	}
}

// MarshalText implements encoding.TextMarshaler.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalJSON reads what MarshalText writes.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("a length of time is text, such as \"10m\": %w", err)
	}
	parsed, err := ParseDuration(text)
	*d = parsed
	return err
}
