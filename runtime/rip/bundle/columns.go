package bundle

import (
	"encoding/json"
	"fmt"
	"strings"
)

// base64VLQ are the digits of a source map's numbers.
const base64VLQ = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// fromOne makes a source map count columns from 1: goja looks its own columns
// up, which begin with 1, and shows what it finds as it is, while source maps
// begin with 0. Each line's first segment moves the line in the program, and
// the first of all moves every place in the sources.
func fromOne(mapping []byte) ([]byte, error) {
	var m map[string]any
	if err := json.Unmarshal(mapping, &m); err != nil {
		return nil, err
	}
	mappings, ok := m["mappings"].(string)
	if !ok {
		return nil, fmt.Errorf("it has no mappings")
	}
	lines := strings.Split(mappings, ";")
	first := true
	for i, line := range lines {
		if line == "" {
			continue
		}
		at, rest := cutNumber(line)
		lines[i] = number(at+1) + rest
		if first {
			lines[i], first = moveSource(lines[i]), false
		}
	}
	m["mappings"] = strings.Join(lines, ";")
	return json.Marshal(m)
}

// moveSource adds one to the source column of a line's first segment: its
// fourth number.
func moveSource(line string) string {
	rest := line
	for range 3 {
		_, rest = cutNumber(rest)
	}
	head := line[:len(line)-len(rest)]
	column, rest := cutNumber(rest)
	return head + number(column+1) + rest
}

// cutNumber reads the number that s begins with. What is no number is 0.
func cutNumber(s string) (n int, rest string) {
	shift := 0
	for i := range len(s) {
		digit := strings.IndexByte(base64VLQ, s[i])
		if digit < 0 {
			return 0, s
		}
		n |= (digit & 31) << shift
		shift += 5
		if digit < 32 {
			if n&1 == 1 {
				return -(n >> 1), s[i+1:]
			}
			return n >> 1, s[i+1:]
		}
	}
	return 0, ""
}

// number is n as a source map writes it.
func number(n int) string {
	bits := n << 1
	if n < 0 {
		bits = -n<<1 | 1
	}
	var b []byte
	for {
		digit := bits & 31
		bits >>= 5
		if bits == 0 {
			return string(append(b, base64VLQ[digit]))
		}
		b = append(b, base64VLQ[digit|32])
	}
}
