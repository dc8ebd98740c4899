package dashboard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// file is one file of the bundle, ready to be sent plain or compressed.
type file struct {
	kind    string // Content-Type
	cache   string // Cache-Control
	etag    string // of the plain form, without quotes
	plain   []byte
	gzipped []byte // nil where it would not be smaller
}

// newFile prepares the file at name within the bundle, "/assets/app-XY.js".
// Files under assets have their hash in their name, and are kept for ever.
func newFile(name string, content []byte) file {
	sum := sha256.Sum256(content)
	f := file{kind: kindOf(name), cache: "no-cache", etag: hex.EncodeToString(sum[:12]), plain: content}
	if strings.HasPrefix(name, "/assets/") {
		f.cache = "public, max-age=31536000, immutable"
	}
	if zipped := compress(content); len(zipped) < len(content) {
		f.gzipped = zipped
	}
	return f
}

// kindOf does not trust the machine's own table of types: a page that gets its
// script as text/plain does not run it.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

func compress(content []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is valid
	_, _ = w.Write(content)                                 // into memory
	_ = w.Close()
	return out.Bytes()
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	header, body, etag := w.Header(), f.plain, `"`+f.etag+`"`
	header.Set("Vary", "Accept-Encoding")
	header.Set("Cache-Control", f.cache)
	if f.gzipped != nil && takesGzip(r.Header.Get("Accept-Encoding")) {
		body, etag = f.gzipped, `"`+f.etag+`-gzip"`
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("ETag", etag)
	if knows(r.Header.Get("If-None-Match"), etag) {
		header.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", f.kind)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that left has its answer
	}
}

// takesGzip reads Accept-Encoding: gzip or * is in it, and not with q=0 (RFC 9110, 12.5.3).
func takesGzip(accepted string) bool {
	for coding := range strings.SplitSeq(accepted, ",") {
		name, parameter, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if name = strings.TrimSpace(name); !strings.EqualFold(name, "gzip") && name != "*" {
			continue
		}
		weight, isWeight := strings.CutPrefix(strings.ReplaceAll(parameter, " ", ""), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !isWeight || err == nil && q > 0
	}
	return false
}

// knows reads If-None-Match, whose comparison is the weak one (RFC 9110, 13.1.2).
func knows(tags, etag string) bool {
	for tag := range strings.SplitSeq(tags, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
			return true
		}
	}
	return false
}
