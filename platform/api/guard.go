package api

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// guard refuses what a foreign web page could have made a browser send: a
// request for a name that is not ours (DNS rebinding), and one that comes from
// another origin (CSRF).
func (h *Handler) guard(r *http.Request) error {
	host := hostOf(r.Host)
	if !h.ours(host) {
		return strangeHost(host, homeOf(r))
	}
	if origin := r.Header.Get("Origin"); origin != "" && !sameOrigin(origin, r.Host) {
		return forbidden("pages of %s may not use the platform; Origin has to be that of %s", origin, r.Host)
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return nil
	}
	if safe(r.Method) && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		return nil // a link leads here; its page does not see the answer
	}
	return forbidden("other sites may not use the platform")
}

// strangeHost is the answer for a host that is neither an app's nor ours.
func strangeHost(host, home string) error {
	if name, ok := strings.CutSuffix(host, ".localhost"); ok {
		return notFound("no app called %s runs here; the apps are at %s", name, home)
	}
	return &problem{status: http.StatusMisdirectedRequest, text: "the host " + host + " is no app's and not the platform's own; the platform is at " + home}
}

// ours is whether the platform answers to that host. An address cannot be
// rebound; without tokens it has to be one of this machine alone all the same.
func (h *Handler) ours(host string) bool {
	if host == "localhost" || slices.Contains(h.own.Hosts, host) {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && (h.opts.TokenRequired || addr.IsLoopback())
}

// hostOf is the host of an authority in lower case, without port and final dot.
func hostOf(authority string) string {
	host := authority
	if h, _, err := net.SplitHostPort(authority); err == nil {
		host = h
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// sameOrigin is whether a page of origin came from that authority. The schemes
// may differ: a proxy may have taken TLS off.
func sameOrigin(origin, authority string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, authority)
}

// safe is whether requests of that method change nothing (RFC 9110 section 9.2.1).
func safe(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// guardChange refuses a change that a page, or a form of old browsers, could
// have sent without having asked: JSON has to be declared, which takes a
// preflight that nobody answers. Who has a token in hand needs no such proof,
// and neither does a request without body that no browser sent.
func guardChange(r *http.Request, bearer bool) error {
	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	media = strings.TrimSpace(media)
	switch {
	case bearer, strings.EqualFold(media, "application/json"):
		return nil
	case media == "" && r.ContentLength == 0 && !fromBrowser(r):
		return nil
	}
	return &problem{
		status: http.StatusUnsupportedMediaType,
		text:   "a change has to be declared as JSON: send Content-Type: application/json",
	}
}

// fromBrowser is whether r has what every browser sends and programs seldom do.
func fromBrowser(r *http.Request) bool {
	for _, name := range []string{"Origin", "Sec-Fetch-Site", "Cookie", "Referer"} {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	return false
}
