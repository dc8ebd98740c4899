package es

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// shorthand reads \d, \s, \w or their opposites.
func (p *setParser) shorthand() (runes, bool) {
	if !p.t.looksAt(`\`) || p.t.at+1 >= len(p.t.source) {
		return nil, false
	}
	var set runes
	c := p.t.source[p.t.at+1]
	switch c | 0x20 {
	case 'd':
		set = parseRunes("30-39")
	case 'w':
		set = parseRunes("30-39 41-5a 5f 61-7a")
	case 's':
		set = parseRunes("9-d 20 a0 1680 2000-200a 2028-2029 202f 205f 3000 feff")
	default:
		return nil, false
	}
	p.t.at += 2
	if c < 'a' {
		set = set.complement()
	}
	return set, true
}

// char reads one character of a class, escaped or not.
func (p *setParser) char() (rune, error) {
	rest := p.t.source[p.t.at:]
	if rest == "" {
		return 0, errClass
	}
	if rest[0] != '\\' {
		if strings.IndexByte(`()[]{}/-|`, rest[0]) >= 0 {
			return 0, errClass // reserved: they must be escaped
		}
		if len(rest) > 1 && rest[0] == rest[1] && strings.IndexByte("!#$%*+,.:;<=>?@`~^&", rest[0]) >= 0 {
			return 0, errors.New("invalid set operation in character class")
		}
		r, size := utf8.DecodeRuneInString(rest)
		p.t.at += size
		return r, nil
	}
	if len(rest) < 2 {
		return 0, errClass
	}
	p.t.at += 2
	c := rest[1]
	if i := strings.IndexByte("0bfnrtv", c); i >= 0 {
		return rune("\x00\b\f\n\r\t\v"[i]), nil
	}
	switch c {
	case 'x':
		return p.hex(2)
	case 'u':
		return p.unicode()
	case 'c':
		if p.t.at < len(p.t.source) {
			p.t.at++
			return rune(p.t.source[p.t.at-1]) % 32, nil
		}
		return 0, errClass
	}
	if strings.IndexByte(`^$\.*+?()[]{}|/-&!#%,:;<=>@`+"`~", c) >= 0 {
		return rune(c), nil
	}
	return 0, errors.New("invalid escape")
}

func (p *setParser) hex(digits int) (rune, error) {
	if len(p.t.source)-p.t.at < digits {
		return 0, errors.New("invalid escape")
	}
	n, err := strconv.ParseUint(p.t.source[p.t.at:p.t.at+digits], 16, 32)
	if err != nil {
		return 0, errors.New("invalid escape")
	}
	p.t.at += digits
	return rune(n), nil
}

// unicode reads what follows \u: four digits, a pair of them, or {…}.
func (p *setParser) unicode() (rune, error) {
	if p.take("{") {
		digits := strings.IndexByte(p.t.source[p.t.at:], '}')
		if digits < 1 {
			return 0, errors.New("invalid Unicode escape")
		}
		r, err := p.hex(digits)
		p.t.at++
		if err == nil && r > utf8.MaxRune {
			err = errors.New("invalid Unicode escape")
		}
		return r, err
	}
	r, err := p.hex(4)
	if err != nil || !utf16.IsSurrogate(r) || !p.t.looksAt(`\u`) {
		return r, err
	}
	mark := p.t.at
	p.t.at += 2
	if low, err := p.hex(4); err == nil {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, nil
		}
	}
	p.t.at = mark
	return r, nil
}
