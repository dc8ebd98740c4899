package web

import "strings"

// plainURL is an absolute http URL that the URL parser would leave as it is,
// byte for byte, so that it need not run (54 ns instead of 4 us). It is where
// the parts of href begin.
type plainURL struct {
	href   string
	host   int // behind "://"
	port   int // of ":", or where it would be: the end of the host
	path   int // the first "/" behind the host
	query  int // of "?", or of "#", or the length
	anchor int // of "#", or the length
}

// plainly splits href, or reports that it takes the parser. It errs on that side.
func plainly(href string) (u plainURL, ok bool) {
	switch {
	case strings.HasPrefix(href, "http://"):
		u.host = len("http://")
	case strings.HasPrefix(href, "https://"):
		u.host = len("https://")
	default:
		return u, false
	}
	u.href = href
	u.path = u.host
	for u.path < len(href) && href[u.path] != '/' {
		u.path++
	}
	if u.path == len(href) { // the parser adds the slash
		return u, false
	}
	if u.port, ok = plainHost(href[u.host:u.path], u.host == len("https://")); !ok {
		return u, false
	}
	u.port += u.host
	return u, u.splitPath()
}

// plainHost reports whether host and port are as the parser would write them,
// and where the port begins.
func plainHost(host string, secure bool) (port int, ok bool) {
	port = len(host)
	if i := strings.IndexByte(host, ':'); i >= 0 {
		if !plainPort(host[i+1:], secure) {
			return 0, false
		}
		port = i
	}
	name := host[:port]
	if name == "" || strings.Contains(name, "xn--") { // Punycode is decoded to be checked
		return 0, false
	}
	for i := range len(name) {
		if c := name[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_') {
			return 0, false
		}
	}
	return port, !numeric(name)
}

// numeric reports whether a host may be an IPv4 address, which has many ways to
// be written. A canonical one is plain all the same.
func numeric(name string) bool {
	last := strings.TrimSuffix(name, ".")
	last = last[strings.LastIndexByte(last, '.')+1:]
	if last == "" || last[0] < '0' || last[0] > '9' {
		return false
	}
	return !canonicalIPv4(name)
}

// canonicalIPv4 reports whether s is four decimal numbers as the parser writes them.
func canonicalIPv4(s string) bool {
	for n := range 4 {
		end := 0
		value := 0
		for end < len(s) && '0' <= s[end] && s[end] <= '9' && end < 4 {
			value = value*10 + int(s[end]-'0')
			end++
		}
		if end == 0 || value > 255 || end > 1 && s[0] == '0' {
			return false
		}
		if n == 3 {
			return end == len(s)
		}
		if end == len(s) || s[end] != '.' {
			return false
		}
		s = s[end+1:]
	}
	return false
}

// plainPort reports whether the parser would keep a port as it is.
func plainPort(port string, secure bool) bool {
	if port == "" || len(port) > 5 || port[0] == '0' || port == "80" && !secure || port == "443" && secure {
		return false
	}
	value := 0
	for i := range len(port) {
		if port[i] < '0' || port[i] > '9' {
			return false
		}
		value = value*10 + int(port[i]-'0')
	}
	return value <= 65535
}

// splitPath finds query and fragment, and reports whether all that follows the
// host is free of what the parser would encode or remove.
func (u *plainURL) splitPath() bool {
	href := u.href
	u.query, u.anchor = len(href), len(href)
	i := u.path
	for ; i < len(href); i++ {
		switch c := href[i]; {
		case c == '?' || c == '#':
			u.query, u.anchor = i, i
			return u.splitQuery(i)
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{}", c) >= 0:
			return false
		case (c == '.' || c == '%') && href[i-1] == '/' && dotted(href[i:]):
			return false
		}
	}
	return true
}

// dotted reports whether a path's segment may be "." or "..", perhaps encoded.
func dotted(rest string) bool {
	return rest[0] == '.' || len(rest) > 2 && rest[1] == '2' && rest[2]|0x20 == 'e'
}

func (u *plainURL) splitQuery(i int) bool {
	href := u.href
	u.anchor = len(href)
	for inQuery := href[i] == '?'; i < len(href); i++ {
		switch c := href[i]; {
		case c == '#' && inQuery:
			u.anchor, inQuery = i, false
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>", c) >= 0, inQuery && c == '\'', !inQuery && c == '`':
			return false
		}
		if !inQuery && u.anchor == len(href) {
			u.anchor = i
		}
	}
	return true
}
