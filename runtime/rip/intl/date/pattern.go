package date

import "strings"

// element is one piece of a pattern: a field, or a literal when letter is 0.
type element struct {
	letter  byte
	width   int
	literal string
}

// parse reads a pattern of UTS 35, part 4: "d. MMMM y 'um' HH:mm".
func parse(text string) []element {
	var out []element
	literal := func(s string) {
		if n := len(out); n > 0 && out[n-1].letter == 0 {
			out[n-1].literal += s
			return
		}
		out = append(out, element{literal: s})
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\'':
			end := strings.IndexByte(text[i+1:], '\'')
			if end < 0 {
				literal(text[i+1:])
				return out
			}
			if end == 0 {
				literal("'")
			} else {
				literal(text[i+1 : i+1+end])
			}
			i += end + 2
		case isLetter(c):
			n := 1
			for i+n < len(text) && text[i+n] == c {
				n++
			}
			out = append(out, element{letter: c, width: n})
			i += n
		default:
			n := strings.IndexFunc(text[i:], func(r rune) bool { return r == '\'' || r < 128 && isLetter(byte(r)) })
			if n < 0 {
				n = len(text) - i
			}
			literal(text[i : i+n])
			i += n
		}
	}
	return out
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// substitute replaces {0} and {1} of a pattern that joins others; what is
// quoted in it stays quoted.
func substitute(text, zero, one string) string {
	return strings.NewReplacer("{0}", zero, "{1}", one).Replace(text)
}
