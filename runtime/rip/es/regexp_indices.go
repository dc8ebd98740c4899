package es

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// indexed finds where the groups of a match are, for the flag d: goja keeps that
// to itself. It matches once more where goja has found the match, with the library
// and the pattern that goja itself has for what Go's own library cannot do. That
// takes no longer than goja took to find it.
type indexed struct {
	pattern *regexp2.Regexp
	unicode bool // it matches code points, not UTF-16 units
}

// newIndexed compiles a pattern that goja has taken.
func newIndexed(plain patternKey) (*indexed, error) {
	unicode := strings.Contains(plain.flags, "u")
	options := regexp2.ECMAScript
	for flag, option := range map[string]regexp2.RegexOptions{
		"m": regexp2.Multiline, "s": regexp2.Singleline, "i": regexp2.IgnoreCase, "u": regexp2.Unicode,
	} {
		if strings.Contains(plain.flags, flag) {
			options |= option
		}
	}
	source := asUnits(plain.source)
	if unicode {
		source = asCodePoints(plain.source)
	}
	pattern, err := regexp2.Compile(source, options)
	if err != nil {
		return nil, err
	}
	return &indexed{pattern, unicode}, nil
}

// place is where a group is, in UTF-16 units.
type place struct {
	name     string
	from, to int
}

// groups returns the groups of the match at start; nil when there is none.
func (x *indexed) groups(text goja.String, start int) []place {
	runes, positions := x.runes(text)
	at := 0
	for at < len(positions)-1 && positions[at] < start {
		at++
	}
	match, err := x.pattern.FindRunesMatchStartingAt(runes, at)
	if err != nil || match == nil {
		return nil
	}
	var places []place
	for _, g := range match.Groups() {
		s := place{name: g.Name, from: -1}
		if len(g.Captures) > 0 {
			s.from, s.to = positions[g.RuneIndex], positions[g.RuneIndex+g.RuneLength]
		}
		places = append(places, s)
	}
	return places
}

// runes is what is matched, and at which unit each of it begins, and its end.
func (x *indexed) runes(text goja.String) (runes []rune, positions []int) {
	n := text.Length()
	for i := 0; i < n; i++ {
		positions = append(positions, i)
		unit := rune(text.CharAt(i))
		if x.unicode && utf16.IsSurrogate(unit) && i+1 < n {
			if both := utf16.DecodeRune(unit, rune(text.CharAt(i+1))); both != '\uFFFD' {
				unit = both
				i++
			}
		}
		runes = append(runes, unit)
	}
	return runes, append(positions, n)
}

// asUnits writes characters beyond the first plane as two units.
func asUnits(source string) string {
	var out strings.Builder
	for _, c := range source {
		if c <= 0xFFFF {
			out.WriteRune(c)
			continue
		}
		high, low := utf16.EncodeRune(c)
		out.WriteString(`\u` + strconv.FormatInt(int64(high), 16) + `\u` + strconv.FormatInt(int64(low), 16))
	}
	return out.String()
}

// escaped finds what is escaped in a pattern, pairs of surrogates whole.
var escaped = regexp.MustCompile(`\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[^\x00])`)

// asCodePoints writes two units as the character that they are.
func asCodePoints(source string) string {
	return escaped.ReplaceAllStringFunc(source, func(text string) string {
		if len(text) != len(`\ud800\udc00`) {
			return text
		}
		high, _ := strconv.ParseInt(text[2:6], 16, 32) // both are four digits
		low, _ := strconv.ParseInt(text[8:], 16, 32)
		return string(utf16.DecodeRune(rune(high), rune(low)))
	})
}
