package web

import (
	"fmt"
	"strings"

	"github.com/nlnwa/whatwg-url/url"
)

// resolve parses a URL that has no base, as there is none on a server, and
// returns it normalised.
func (r *realm) resolve(s string) (href string, err error) {
	if _, ok := plainly(s); ok {
		return s, nil
	}
	u, err := parseURL(s, "")
	if err != nil {
		return "", err
	}
	return u.Href(false), nil
}

// parseURL runs the URL parser; base may be empty.
func parseURL(s, base string) (*url.Url, error) {
	var u *url.Url
	var err error
	if base == "" {
		u, err = urlParser.Parse(s)
	} else {
		u, err = urlParser.ParseRef(base, s)
	}
	switch {
	case err == nil:
		return u, nil
	case base != "":
		return nil, fmt.Errorf("%q with the base %q is no valid URL", s, base)
	}
	return nil, fmt.Errorf("%q is no valid absolute URL", s)
}

// hasCredentials reports whether a normalised URL holds a user name or password.
func hasCredentials(href string) bool {
	_, rest, ok := strings.Cut(href, "://")
	if !ok {
		return false
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.Contains(rest, "@")
}

// href is the URL of an incoming request, normalised. plausible has been true.
func (in *Incoming) href() string {
	s := in.raw()
	if _, ok := plainly(s); ok {
		return s
	}
	u, err := parseURL(s, "")
	if err != nil { // plausible has looked at all that can be wrong
		return s
	}
	return u.Href(false)
}

// raw is the URL as it came.
func (in *Incoming) raw() string {
	if strings.HasPrefix(in.Target, "/") {
		return in.Scheme + "://" + in.Host + in.Target
	}
	if in.Target == "*" { // OPTIONS * (RFC 9112 3.2.4)
		return in.Scheme + "://" + in.Host + "/"
	}
	return in.Target
}

// plausible reports whether the request's URL can be parsed, without making it.
func (in *Incoming) plausible() bool {
	if strings.HasPrefix(in.Target, "/") || in.Target == "*" {
		if _, ok := plainHost(in.Host, in.Scheme == "https"); ok {
			return true
		}
	}
	_, err := parseURL(in.raw(), "")
	return err == nil
}
