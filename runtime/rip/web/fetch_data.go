package web

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/dop251/goja"
)

var errDataURL = errors.New("the data URL is malformed")

// fetchData answers a data URL (Fetch 6, "data: URLs").
func (r *realm) fetchData(q *Request) goja.Value {
	kind, data, err := parseDataURL(withoutFragment(q.url))
	if err != nil {
		panic(r.typeError("fetch failed: %v", err))
	}
	t := &Response{realm: r, status: 200, statusText: "OK", kind: "basic", url: q.url}
	t.headers.add("content-type", kind)
	t.headers.guard = immutable
	if q.method != "HEAD" {
		t.own = body{realm: r, data: data}
		t.body = &t.own
	}
	return r.response.Wrap(t)
}

func parseDataURL(s string) (kind string, data []byte, err error) {
	kind, content, ok := strings.Cut(strings.TrimPrefix(s, "data:"), ",")
	if !ok {
		return "", nil, errDataURL
	}
	data = percentDecode(content)
	kind = strings.TrimSpace(kind)
	if i := strings.LastIndexByte(kind, ';'); i >= 0 && strings.EqualFold(strings.TrimSpace(kind[i+1:]), "base64") {
		kind = kind[:i]
		clean := strings.TrimRight(strings.Join(strings.Fields(string(data)), ""), "=")
		if data, err = base64.RawStdEncoding.DecodeString(clean); err != nil {
			return "", nil, errDataURL
		}
	}
	if strings.HasPrefix(kind, ";") {
		kind = "text/plain" + kind
	}
	if parsed := mimeType(kind); parsed != "" {
		return parsed, data, nil
	}
	return "text/plain;charset=US-ASCII", data, nil
}

func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0 {
			out = append(out, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
