package web

import (
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// pairs takes the constructor's argument: a query, a sequence of pairs or a
// record (URL 6.2).
func (r *realm) pairs(init goja.Value) []pair {
	o, ok := init.(*goja.Object)
	if !ok {
		if goja.IsUndefined(init) {
			return nil
		}
		return parseQuery(strings.TrimPrefix(r.text(init).String(), "?"))
	}
	method := o.GetSymbol(goja.SymIterator)
	if absent(method) {
		return r.recordPairs(o)
	}
	var list []pair
	r.eachPair(o, method, "URLSearchParams", func(name, value goja.Value) {
		list = append(list, pair{r.text(name).String(), r.text(value).String()})
	})
	return list
}

// recordPairs takes an object's own enumerable properties. Names that are equal
// once converted are one (URL 6.2; Web IDL 3.2.23).
func (r *realm) recordPairs(o *goja.Object) []pair {
	p := &URLSearchParams{}
	// Object.entries rather than Keys and Get: a name may hold a lone surrogate,
	// which no Go string can.
	entries := r.entries(goja.FunctionCall{Arguments: []goja.Value{o}})
	r.vm.ForOf(entries, func(entry goja.Value) bool {
		e := entry.(*goja.Object)
		p.set(r.text(e.Get("0")).String(), r.text(e.Get("1")).String())
		return true
	})
	return p.list
}

// parseQuery is the parser of application/x-www-form-urlencoded (URL 5.1).
func parseQuery(query string) []pair {
	var list []pair
	for query != "" {
		var part string
		part, query, _ = strings.Cut(query, "&")
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		list = append(list, pair{decodeForm(name), decodeForm(value)})
	}
	return list
}

// decodeForm undoes percent-encoding; what is not UTF-8 then becomes U+FFFD.
func decodeForm(s string) string {
	if !strings.ContainsAny(s, "+%") && isASCII(s) {
		return s
	}
	bytes := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			bytes = append(bytes, ' ')
		case c == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0:
			bytes = append(bytes, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
		default:
			bytes = append(bytes, c)
		}
	}
	return validUTF8(bytes)
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// formatQuery is the serialiser of application/x-www-form-urlencoded (URL 5.2).
func formatQuery(list []pair) string {
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteByte('&')
		}
		encodeForm(&b, e.name)
		b.WriteByte('=')
		encodeForm(&b, e.value)
	}
	return b.String()
}

func encodeForm(b *strings.Builder, s string) {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
}

// compareUTF16 compares by code units, as JavaScript does: characters beyond
// U+FFFF come before those from U+E000 on, because surrogates do.
func compareUTF16(a, b string) int {
	for i, c := range a {
		if i >= len(b) {
			return 1
		}
		if d, _ := utf8.DecodeRuneInString(b[i:]); c != d {
			return int(unitOrder(c) - unitOrder(d))
		}
	}
	return len(a) - len(b)
}

// unitOrder is where a character comes among others by its first code unit.
func unitOrder(c rune) rune {
	if c >= 0xe000 && c <= 0xffff {
		return c + 0x200000
	}
	return c
}
