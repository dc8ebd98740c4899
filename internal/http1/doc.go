// Package http1 is a strict HTTP/1.1 codec for a proxy: it parses message
// heads and chunked bodies, and refuses whatever two implementations could
// read differently (RFC 9112; CWE-444). It does no I/O beyond reading lines
// from a bufio.Reader and knows nothing of workers.
//
// It exists because the bytes we validate must be the bytes we forward:
// fasthttp and net/http normalise a head while they parse it, so that a bare
// LF, an obs-fold or a second Transfer-Encoding is gone before a proxy can
// refuse it.
package http1
