package api

import (
	"net"
	"net/http"
	"net/netip"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/router"
)

// present is app as it goes to who asked: lists are never null, and its URLs
// have those on the platform's port, as far as they can be reached from there.
func present(app App, r *http.Request) App {
	app.Versions = full(app.Versions)
	app.Hosts = full(app.Hosts)
	app.Environ = full(app.Environ)
	if app.Settings == nil {
		app.Settings = map[string]string{}
	}
	app.URLs = append(full(app.URLs), urlsHere(&app, r)...)
	return app
}

// full is list, and empty instead of nil.
func full[T any](list []T) []T { return append([]T{}, list...) }

// urlsHere are the app's URLs on the port that r came to.
func urlsHere(app *platform.App, r *http.Request) (urls []string) {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = r.Host, ""
	}
	at := func(host string) string {
		if port != "" {
			host = net.JoinHostPort(host, port)
		}
		return scheme(r) + "://" + host
	}
	if addr, err := netip.ParseAddr(host); host == "localhost" || err == nil && addr.IsLoopback() {
		urls = append(urls, at(router.DefaultHost(app.Name)))
	}
	for _, h := range app.Hosts {
		urls = append(urls, at(h)+app.Path)
	}
	if app.Path != "" {
		urls = append(urls, scheme(r)+"://"+r.Host+app.Path)
	}
	return urls
}
