package bundle

import (
	"strconv"
	"strings"
)

// badTarget is what goja says of an element with a default in an array pattern
// that has one itself, within an object pattern that declares names: const { c: [d = 3] = [] }.
const badTarget = "Invalid destructuring binding target"

// repairPattern writes the elements from the one at index at as an object's,
// which goja reads right: [...{ 0: d = 3 }]. That takes all there is of what is
// iterated over and not only as much as is asked for, which makes a difference
// to iterators without end. False: it has no default, a rest follows, or brackets
// do not match.
func repairPattern(text string, at int) (string, bool) {
	var b strings.Builder
	b.WriteString(text[:at] + "...{ ")
	for index := 0; ; index++ {
		end, ok := elementEnd(text, at)
		element := strings.TrimSpace(text[at:max(end, at)])
		if !ok || strings.HasPrefix(element, "...") || index == 0 && !strings.Contains(element, "=") {
			return "", false
		}
		if element != "" { // a hole
			b.WriteString(strconv.Itoa(index) + ": " + element + ", ")
		}
		if text[end] == ']' {
			return b.String() + "}" + text[end:], true
		}
		at = end + 1
	}
}

// elementEnd is the index of the comma or bracket behind the element at from.
func elementEnd(text string, from int) (int, bool) {
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[', '{':
			depth++
		case ',', ')', ']', '}':
			if depth == 0 {
				return i, c == ',' || c == ']'
			}
			if c != ',' {
				depth--
			}
		case '"', '\'', '`':
			if i = stringEnd(text, i); i < 0 {
				return 0, false
			}
		}
	}
	return 0, false
}

// stringEnd is the index of the quote that ends the string at from, or -1.
func stringEnd(text string, from int) int {
	for i := from + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[from]:
			return i
		}
	}
	return -1
}
