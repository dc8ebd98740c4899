package api

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"strings"
)

// wantsPage is whether r is a browser that shows its user what it gets.
func wantsPage(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Mode") != "cors" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// writePage answers p as a small page that leads to the platform's.
func writePage(w http.ResponseWriter, r *http.Request, p *problem) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(p.status)
	home := html.EscapeString(homeOf(r))
	_, _ = fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">`+
		`<title>%d %s</title><h1>%s</h1><p>%s</p><p>The platform: <a href="%s">%s</a></p></html>`+"\n",
		p.status, http.StatusText(p.status), http.StatusText(p.status), html.EscapeString(p.text), home, home)
}

// homeOf is where the platform's page is on this machine, seen from a client of
// whatever host.
func homeOf(r *http.Request) string {
	host := "localhost"
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		host = net.JoinHostPort(host, port)
	}
	return scheme(r) + "://" + host + "/platform"
}

// scheme is how the client speaks to us.
func scheme(r *http.Request) string {
	if r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https"
	}
	return "http"
}
