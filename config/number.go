package config

import (
	"errors"
	"fmt"
	"strconv"
)

// auto is how "auto" is stored until cores are counted; it is outside every
// range that allows the word.
const auto = 0

// number is a whole number in a range, and the word auto where that is allowed.
type number struct {
	min, max int
	auto     bool
	port     bool
	example  string
}

func (n number) between(low, high string) number {
	n.min, n.max = mustAtoi(low), mustAtoi(high)
	if n.auto || n.example == "" {
		n.example = "4"
	}
	return n
}

func (n number) parse(s string) (any, error) {
	if n.auto && s == "auto" {
		return auto, nil
	}
	v, err := strconv.Atoi(s)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && (v < n.min || v > n.max):
		return nil, fmt.Errorf("%s is out of range; give %s", s, n.allowed())
	case err != nil:
		if _, err := strconv.ParseFloat(s, 64); err == nil {
			return nil, fmt.Errorf("%s is not a whole number; give %s", s, n.allowed())
		}
		return nil, fmt.Errorf("%q is not a number; give a %s such as %s%s", s, n.placeholder(), n.example, n.orAuto())
	}
	return v, nil
}

func (n number) format(v any) string {
	if n.auto && v.(int) == auto {
		return "auto"
	}
	return strconv.Itoa(v.(int))
}

func (n number) placeholder() string {
	if n.port {
		return "port"
	}
	return "count"
}

func (n number) allowed() string { return fmt.Sprintf("%d to %d%s", n.min, n.max, n.orAuto()) }

func (n number) orAuto() string {
	if n.auto {
		return ", or auto"
	}
	return ""
}

// mustAtoi reads a number that stands in a struct tag.
func mustAtoi(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil {
		panic(fmt.Sprintf("config: struct tag: %v", err))
	}
	return v
}
