package main

import "bytes"

// messageLength is the length of the HTTP/1.1 message that buffer begins with:
// head and Content-Length body. It is 0 while the head is incomplete. Chunked
// messages are beyond it: neither wrk nor the benchmark's routes send any.
func messageLength(buffer []byte) int {
	end := bytes.Index(buffer, []byte("\r\n\r\n"))
	if end < 0 {
		return 0
	}
	return end + len("\r\n\r\n") + contentLength(buffer[:end])
}

// contentLength finds the header's value in a head, 0 without one.
func contentLength(head []byte) int {
	const name = "\ncontent-length:"
	for rest := head; ; {
		line := bytes.IndexByte(rest, '\n')
		if line < 0 {
			return 0
		}
		rest = rest[line:]
		if len(rest) > len(name) && bytes.EqualFold(rest[:len(name)], []byte(name)) {
			return number(rest[len(name):])
		}
		rest = rest[1:]
	}
}

// number reads the digits behind leading spaces.
func number(text []byte) (n int) {
	for _, c := range bytes.TrimLeft(text, " ") {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}
