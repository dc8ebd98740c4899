package web

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// received makes the Response of an answer from the network.
func (f *fetcher) received(q *Request, response *http.Response, op *fetching) *Response {
	t := &Response{
		realm: f.realm, status: response.StatusCode, kind: "basic",
		url: response.Request.URL.String(), redirected: response.Request.URL.String() != withoutFragment(q.url),
	}
	t.statusText = strings.TrimPrefix(strings.TrimPrefix(response.Status, response.Status[:min(3, len(response.Status))]), " ")
	content, length := decoded(response)
	for _, name := range slices.Sorted(keysOfHeader(response.Header)) {
		for _, value := range response.Header[name] {
			t.headers.add(lower(name), value)
		}
	}
	t.headers.guard = immutable
	if nullBody(t.status) || q.method == "HEAD" {
		_ = content.Close() // it is empty
		op.end()
		return t
	}
	reader := &fetchBody{content: content, op: op}
	// A body that the app never reads must not hold its connection.
	runtime.AddCleanup(reader, func(cancel context.CancelFunc) { cancel() }, op.cancel)
	t.own = body{realm: f.realm, reader: reader, length: length}
	t.body = &t.own
	return t
}

func keysOfHeader(h http.Header) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range h {
			if !yield(name) {
				return
			}
		}
	}
}

func withoutFragment(s string) string {
	s, _, _ = strings.Cut(s, "#")
	return s
}

// decoded undoes the content coding that the app asked for itself (the
// transport has undone its own), and takes the headers away that are not true
// any more: a response that is passed on must be right.
func decoded(response *http.Response) (content io.ReadCloser, length int64) {
	var decoder io.Reader
	switch strings.ToLower(response.Header.Get("Content-Encoding")) {
	case "gzip", "x-gzip":
		decoder = &lazyGzip{source: response.Body}
	case "deflate":
		decoder = flate.NewReader(response.Body)
	default:
		return response.Body, response.ContentLength
	}
	response.Header.Del("Content-Encoding")
	response.Header.Del("Content-Length")
	return struct {
		io.Reader
		io.Closer
	}{decoder, response.Body}, -1
}

// lazyGzip reads the gzip header with the first bytes, off the VM.
type lazyGzip struct {
	source io.Reader
	reader *gzip.Reader
}

// Read decompresses.
func (z *lazyGzip) Read(p []byte) (int, error) {
	if z.reader == nil {
		reader, err := gzip.NewReader(z.source)
		if err != nil {
			return 0, err
		}
		z.reader = reader
	}
	return z.reader.Read(p)
}

// fetchBody is the body of a response from the network. Its errors know whether
// the app has aborted the fetch.
type fetchBody struct {
	content io.ReadCloser
	op      *fetching
}

// Read reads from the network.
func (b *fetchBody) Read(p []byte) (int, error) {
	n, err := b.content.Read(p)
	switch {
	case errors.Is(err, io.EOF):
		b.op.end()
	case err != nil:
		err = &fetchError{err, b.op}
	}
	runtime.KeepAlive(b)
	return n, err
}

// Close ends the exchange.
func (b *fetchBody) Close() error {
	err := b.content.Close()
	b.op.end()
	return err
}

// fetchError is a failure of a body that came from fetch.
type fetchError struct {
	error
	op *fetching
}

func (e *fetchError) Unwrap() error { return e.error }

// thrown is what JavaScript gets to see of it. The VM is held.
func (e *fetchError) thrown() goja.Value { return e.op.reason }
