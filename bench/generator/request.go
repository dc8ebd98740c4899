package generator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// requestHead is what every request begins with.
func (p Plan) requestHead(target *url.URL) []byte {
	var head bytes.Buffer
	fmt.Fprintf(&head, "%s %s HTTP/1.1\r\nHost: %s\r\n", p.Method, target.RequestURI(), target.Host)
	header := p.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	if p.BodySize > 0 {
		header.Set("Content-Length", fmt.Sprint(p.BodySize))
	}
	if p.Close {
		header.Set("Connection", "close")
	}
	_ = header.Write(&head) // a buffer takes everything
	head.WriteString("\r\n")
	return head.Bytes()
}

// paceStep is how often a slow client sends or reads a little.
const paceStep = 100 * time.Millisecond

// filler is what bodies are made of.
type filler struct{ left int64 }

func (f *filler) Read(p []byte) (int, error) {
	if f.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), f.left))
	for i := range p[:n] {
		p[i] = '.'
	}
	f.left -= int64(n)
	return n, nil
}

// paced slows a reader down to so many bytes a second.
type paced struct {
	from io.Reader
	pace int
}

func (s paced) Read(p []byte) (int, error) {
	if s.pace == 0 {
		return s.from.Read(p)
	}
	time.Sleep(paceStep)
	share := max(1, s.pace*int(paceStep)/int(time.Second))
	return s.from.Read(p[:min(len(p), share)])
}
