package web

import (
	"crypto/rand"
	"strings"
)

// writeTo makes the multipart body of a form (HTML, "multipart/form-data
// encoding algorithm").
func (f *FormData) writeTo(b *body) string {
	boundary := "----formdata-rip-" + rand.Text()
	var out []byte
	for _, e := range f.list {
		out = append(out, "--"+boundary+"\r\nContent-Disposition: form-data; name=\""+escapeField(crlf(e.name))+"\""...)
		if e.file == nil {
			out = append(out, "\r\n\r\n"+crlf(e.text)+"\r\n"...)
			continue
		}
		kind := e.file.kind
		if kind == "" {
			kind = "application/octet-stream"
		}
		out = append(out, "; filename=\""+escapeField(e.file.file.name)+"\"\r\nContent-Type: "+kind+"\r\n\r\n"...)
		out = append(append(out, e.file.data...), "\r\n"...)
	}
	b.data = append(out, "--"+boundary+"--\r\n"...)
	return "multipart/form-data; boundary=" + boundary
}

// escapeField writes a name so that it cannot end its quotes.
func escapeField(s string) string {
	return strings.NewReplacer("\n", "%0A", "\r", "%0D", `"`, "%22").Replace(s)
}

// crlf makes every line end CRLF.
func crlf(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.ReplaceAll(s, "\n", "\r\n")
}
