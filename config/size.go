package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// sizePattern is a whole number and a unit: 512M, 512MB and 512MiB are the
// same, since nobody who writes one of them for memory means powers of ten.
var sizePattern = regexp.MustCompile(`(?i)^([0-9]+)\s*(?:([KMGT])(?:i?B)?|B)?$`)

// size is a number of bytes. 0 stands for no limit where zero allows it.
type size struct {
	min, max int64
	zero     bool
}

func (z size) between(low, high string) size {
	unbounded := size{max: 1<<63 - 1}
	z.min, z.max = mustParse[int64](unbounded, low), mustParse[int64](unbounded, high)
	return z
}

func (z size) parse(s string) (any, error) {
	match := sizePattern.FindStringSubmatch(s)
	if match == nil {
		return nil, fmt.Errorf("%q is not a size; give a number with a unit, such as 512M or 2G", s)
	}
	n, err := strconv.ParseInt(match[1], 10, 64)
	if err != nil { // more than there are numbers for
		return nil, fmt.Errorf("%s is out of range; give %s", s, z.allowed())
	}
	if n == 0 && z.zero {
		return int64(0), nil
	}
	bytes := n << shift(match[2])
	if bytes>>shift(match[2]) != n || bytes < z.min || bytes > z.max {
		return nil, fmt.Errorf("%s is out of range; give %s", s, z.allowed())
	}
	return bytes, nil
}

// shift is the power of two of a unit letter.
func shift(unit string) uint {
	return uint(10 * (strings.Index("KMGT", strings.ToUpper(unit)) + min(1, len(unit))))
}

func (z size) format(v any) string {
	bytes := v.(int64)
	for _, unit := range []string{"T", "G", "M", "K"} {
		if n := bytes >> shift(unit); n > 0 && n<<shift(unit) == bytes {
			return strconv.FormatInt(n, 10) + unit
		}
	}
	return strconv.FormatInt(bytes, 10)
}

func (z size) placeholder() string { return "size" }

func (z size) allowed() string {
	s := fmt.Sprintf("%s to %s", z.format(z.min), z.format(z.max))
	if z.min == 1 {
		s = fmt.Sprintf("1 byte to %s", z.format(z.max))
	}
	if z.zero {
		s += ", or 0 for no limit"
	}
	return s
}
