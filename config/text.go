package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// text is free text in one of the forms below. What is nowhere allowed:
// control characters, which would end up in logs, headers and file names.
type text struct{ form string }

func (t text) parse(s string) (any, error) {
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return nil, fmt.Errorf("%q has a control character in it", s)
		}
	}
	switch t.form {
	case "name":
		return checkName(s)
	case "path":
		return checkPath(s)
	case "host":
		return checkHost(s)
	case "address":
		return checkAddress(s)
	case "file":
		return checkFile(s)
	case "filename":
		return s, nil
	case "email":
		return checkEmail(s)
	case "authority":
		return checkAuthority(s)
	}
	panic("config: struct tag: no form " + strconv.Quote(t.form))
}

func (t text) format(v any) string { return v.(string) }

func (t text) placeholder() string {
	switch t.form {
	case "address":
		return "host:port"
	case "file":
		return "prefix"
	case "filename":
		return "file"
	case "authority":
		return "name|url"
	}
	return t.form
}

func (t text) allowed() string {
	switch t.form {
	case "name":
		return "lower-case letters, digits, - and _"
	case "path":
		return "a path that starts with /"
	case "host":
		return "an IP address or a host name, without port"
	case "address":
		return "host:port"
	case "filename":
		return "a file name"
	case "email":
		return "an e-mail address"
	case "authority":
		return strings.Join(publicAuthorities(), ", ") + ", or an https address"
	}
	return "an absolute path and the start of a file name"
}

// Patterns say nothing of lengths: x{0,252} is compiled 252 times, a millisecond of
// each start.
var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

// checkName allows what may be part of a socket's file name and of a metric's label.
func checkName(s string) (any, error) {
	if len(s) > 64 || !namePattern.MatchString(s) {
		return nil, fmt.Errorf("%q is not a usable name; give up to 64 lower-case letters, digits, - and _, such as my-app", s)
	}
	return s, nil
}

func checkPath(s string) (any, error) {
	if !strings.HasPrefix(s, "/") {
		return nil, fmt.Errorf("%q does not start with /; write %s", s, "/"+s)
	}
	if strings.ContainsAny(s, " ?#") {
		return nil, fmt.Errorf("%q has a space, ? or # in it; give the path alone", s)
	}
	return s, nil
}

var hostPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)

func checkHost(s string) (any, error) {
	if _, err := netip.ParseAddr(s); err == nil {
		return s, nil
	}
	if _, _, err := net.SplitHostPort(s); err == nil {
		return nil, fmt.Errorf("%q has a port in it; give the address here and the port as httpPort", s)
	}
	if len(s) > 253 || !hostPattern.MatchString(s) {
		return nil, fmt.Errorf("%q is not an address to listen on; give one such as 127.0.0.1, :: or 0.0.0.0", s)
	}
	return s, nil
}

func checkAddress(s string) (any, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return nil, fmt.Errorf("%q is not host:port; give one such as 127.0.0.1:9100", s)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return nil, fmt.Errorf("%q has no port from 1 to 65535; give one such as 127.0.0.1:9100", s)
	}
	if host != "" {
		if _, err := checkHost(host); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func checkFile(s string) (any, error) {
	if !filepath.IsAbs(s) || strings.HasSuffix(s, "/") {
		return nil, fmt.Errorf("%q is not an absolute path with the start of a file name; give one such as /run/user/1000/rip_app", s)
	}
	return s, nil
}

func checkEmail(s string) (any, error) {
	at, err := mail.ParseAddress(s)
	if err != nil || at.Address != s {
		return nil, fmt.Errorf("%q is not an e-mail address; give one such as ada@example.com", s)
	}
	return s, nil
}
