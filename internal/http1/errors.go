package http1

import "errors"

// Error is a head or body that we refuse. Status is what a client gets for it
// (a worker's message that fails is a 502 whatever Status says), Reason is a
// stable word for logs and counters, Detail says it to a human.
type Error struct {
	Status int
	Reason string
	Detail string
}

func (e *Error) Error() string { return e.Reason + ": " + e.Detail }

// Refusals of a message head. The section numbers are RFC 9112 where not said
// otherwise.
var (
	ErrHeadTooLarge    = &Error{431, "head-too-large", "the header block is larger than the limit"}
	ErrTargetTooLong   = &Error{414, "url-too-long", "the URL is longer than the limit"}
	ErrLineEnding      = &Error{400, "bare-cr-or-lf", "a line must end with CRLF, and CR or LF may stand nowhere else"} // 2.2
	ErrRequestLine     = &Error{400, "bad-request-line", "expected: METHOD SP target SP HTTP/1.1"}                      // 3
	ErrTarget          = &Error{400, "bad-url", "the request target is not a path or an absolute http URL"}             // 3.2
	ErrVersion         = &Error{505, "bad-version", "only HTTP/1.0 and HTTP/1.1 are spoken here"}                       // 2.3
	ErrConnect         = &Error{405, "connect", "CONNECT is not supported: this is not a forward proxy"}
	ErrFieldName       = &Error{400, "bad-header-name", "a header name must be a token, directly followed by a colon"} // 5.1
	ErrFieldValue      = &Error{400, "bad-header-value", "a header value holds a control character"}                   // RFC 9110 5.5
	ErrObsFold         = &Error{400, "folded-header", "header lines must not be folded"}                               // 5.2
	ErrHost            = &Error{400, "bad-host", "exactly one valid Host header is required"}                          // 3.2
	ErrContentLength   = &Error{400, "bad-content-length", "Content-Length must be one decimal number"}                // 6.2
	ErrBothLengths     = &Error{400, "two-framings", "Content-Length and Transfer-Encoding must not stand together"}   // 6.1
	ErrTransferCoding  = &Error{501, "bad-transfer-encoding", "the only transfer coding understood is chunked, once"}  // 6.1
	ErrTEInHTTP10      = &Error{400, "transfer-encoding-1.0", "HTTP/1.0 has no Transfer-Encoding"}                     // 6.1
	ErrExpect          = &Error{417, "bad-expect", "the only expectation understood is 100-continue"}                  // RFC 9110 10.1.1
	ErrConnectionField = &Error{400, "connection-header", "HTTP/2 has no headers that are about the connection"}       // RFC 9113 8.2.2
	ErrUpgradeWithBody = &Error{400, "upgrade-with-body", "a request that asks for an upgrade must not have a body"}
	ErrStatusLine      = &Error{502, "bad-status-line", "expected: HTTP/1.1 SP three digits"} // 4
	ErrChunk           = &Error{400, "bad-chunk", "the chunked body is malformed"}            // 7.1
	ErrTrailerTooLarge = &Error{431, "trailer-too-large", "the header lines behind the body are larger than the limit"}
)

// ErrEarlyEOF is a message that ends in the middle of its head.
var ErrEarlyEOF = errors.New("http1: connection closed in the middle of a message head")
