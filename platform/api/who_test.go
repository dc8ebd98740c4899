package api

import (
	"net/http/httptest"
	"testing"
)

func TestPeerIsWhoSpokeToUsOrToTheProxyThatWeTrust(t *testing.T) {
	for chain, want := range map[string]string{
		"":                             "192.0.2.1", // httptest's
		"127.0.0.1":                    "127.0.0.1", // lb has replaced what a stranger said
		"203.0.113.9, 127.0.0.1":       "203.0.113.9",
		"6.6.6.6,203.0.113.9, ::1":     "203.0.113.9", // the first is the client's own word
		"::ffff:203.0.113.9, 10.0.0.1": "203.0.113.9",
		"unknown, 127.0.0.1":           "invalid IP", // which is no address of this machine
	} {
		r := httptest.NewRequest("GET", "/", nil)
		if chain != "" {
			r.Header.Set("X-Forwarded-For", chain)
		}
		if got := peerOf(r).String(); got != want {
			t.Errorf("%q: %s, want %s", chain, got, want)
		}
	}
}

func TestProxiedClientIsNotTakenForOneOfThisMachine(t *testing.T) {
	h := &Handler{}
	r := httptest.NewRequest("GET", "/", nil)
	for chain, in := range map[string]bool{"127.0.0.1": true, "::1": true, "203.0.113.9, 127.0.0.1": false, "x, 127.0.0.1": false} {
		r.Header.Set("X-Forwarded-For", chain)
		if _, err := h.nobody(peerOf(r)); (err == nil) != in {
			t.Errorf("%q is let in: %v", chain, err == nil)
		}
	}
}
