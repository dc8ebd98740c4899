package config

import "testing"

func TestAuthoritiesAreAskedForWhatTheyCanCheckOnly(t *testing.T) {
	for host, want := range map[string]struct{ public, private bool }{
		"shop.example.com": {true, true}, "xn--bcher-kva.example.com": {true, true},
		"shop.test": {false, true}, "shop.localhost": {false, true}, "box": {false, true},
		"192.0.2.7": {}, "*.example.com": {}, "Shop.example.com": {}, "my_shop.example.com": {}, "": {},
	} {
		if got := CanAsk("letsencrypt", host); got != want.public {
			t.Errorf("a public one for %q: %v", host, got)
		}
		if got := CanAsk("https://ca.lan/dir", host); got != want.private {
			t.Errorf("a private one for %q: %v", host, got)
		}
	}
}
