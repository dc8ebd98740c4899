package router

import (
	"testing"

	"github.com/rip-server/rip-server/platform"
)

func TestRouterKnowsWhichHostsAreAnApps(t *testing.T) {
	r := New(*own())
	shop := route("shop", "/api", false, "shop.test")
	if r.Has([]byte("shop.localhost")) {
		t.Error("an app that is not there has a host")
	}
	if err := r.Update([]platform.Route{shop}); err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]bool{
		"shop.localhost": true, "SHOP.test:3443": true, "shop.test.": true,
		"localhost": false, "127.0.0.1": false, "blog.localhost": false, "www.shop.test": false, "": false,
	} {
		if got := r.Has([]byte(host)); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
	if err := r.Update(nil); err != nil || r.Has([]byte("shop.test")) {
		t.Errorf("an app that is gone has its host still, %v", err)
	}
}
