package http1

// Character classes of RFC 9110 section 5.6.2 and RFC 3986, as bits.
const (
	isToken = 1 << iota // tchar: method and field names
	isValue             // field values: VCHAR, obs-text, SP, HTAB
	isHost              // host and port of RFC 3986 authority, no userinfo
	isURL               // visible ASCII without '#', and obs-text
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			t[c] = isToken | isValue | isHost | isURL
		case c > 0x20 && c < 0x7f:
			t[c] = isValue | isURL
		case c >= 0x80:
			t[c] = isValue | isURL
		case c == ' ' || c == '\t':
			t[c] = isValue
		}
	}
	for _, c := range "!#$%&'*+-.^_`|~" {
		t[c] |= isToken
	}
	for _, c := range "-._~:[]%!$&'()*+,;=" {
		t[c] |= isHost
	}
	t['#'] &^= isURL
	return t
}()

// all reports whether every byte of b is of class bit.
func all(b []byte, bit uint8) bool {
	for _, c := range b {
		if class[c]&bit == 0 {
			return false
		}
	}
	return true
}

// EqualFold compares b with the lower-case ASCII word.
func EqualFold(b []byte, word string) bool {
	if len(b) != len(word) {
		return false
	}
	for i := range b {
		c := b[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// HasToken reports whether the comma-separated list holds the lower-case
// word, in any case.
func HasToken(list []byte, word string) bool {
	for item := range Tokens(list) {
		if EqualFold(item, word) {
			return true
		}
	}
	return false
}

// Tokens walks over the items of a comma-separated list, without the space
// around them; empty items are skipped (RFC 9110 section 5.6.1).
func Tokens(list []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for start, i := 0, 0; i <= len(list); i++ {
			if i < len(list) && list[i] != ',' {
				continue
			}
			if item := trimOWS(list[start:i]); len(item) > 0 && !yield(item) {
				return
			}
			start = i + 1
		}
	}
}

func trimOWS(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	return b
}

// parseUint reads decimal digits, at most 18 of them so that it cannot
// overflow; anything else is false.
func parseUint(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
