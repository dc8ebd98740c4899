package main

import "testing"

func TestMessageEndsWhereItsContentLengthSays(t *testing.T) {
	for message, want := range map[string]int{
		"":                                  0,
		"GET / HTTP/1.1\r\nHost: a\r\n":     0,
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n": 27,
		"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next":                              27,
		"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npo":                          42,
		"HTTP/1.1 200 OK\r\ncontent-LENGTH:4\r\nX-Content-Length: 9\r\n\r\n":      62,
		"HTTP/1.1 200 OK\r\nX-Content-Length: 9\r\nContent-Length:  12\r\n\r\n12": 73,
	} {
		if got := messageLength([]byte(message)); got != want {
			t.Errorf("messageLength(%q) = %d, want %d", message, got, want)
		}
	}
}
