package router

// maxHost is how long a host name can be (RFC 1035 section 2.3.4).
const maxHost = 253

// hostOf appends the host of an authority to buf, in lower case and without
// port and final dot. Of what is too long to be a host it appends nothing.
func hostOf(buf, authority []byte) []byte {
	host := authority
	for i, c := range authority {
		if c == ':' {
			host = authority[:i]
			break
		}
	}
	if n := len(host); n > 0 && host[n-1] == '.' {
		host = host[:n-1]
	}
	if len(host) > maxHost {
		return buf
	}
	for _, c := range host {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf
}
