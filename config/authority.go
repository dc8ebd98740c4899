package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// publicAuthorities are the authorities that go by a name.
func publicAuthorities() []string { return []string{"letsencrypt", "letsencrypt-staging", "zerossl"} }

func checkAuthority(s string) (any, error) {
	if slices.Contains(publicAuthorities(), s) {
		return s, nil
	}
	if u, err := url.Parse(s); err == nil && u.Scheme == "https" && u.Host != "" {
		return s, nil
	}
	if near := Nearest(s, publicAuthorities()); near != "" {
		return nil, fmt.Errorf("%q is no authority; did you mean %s?", s, near)
	}
	return nil, fmt.Errorf("%q is no authority; give one of %s, or the https address of an ACME directory", s, strings.Join(publicAuthorities(), ", "))
}

// CanAsk is whether that authority, a value of acmeCa, can be asked for a
// certificate of host, in the form that the DNS knows it by.
func CanAsk(authority, host string) bool {
	name, err := parseDomain(host)
	if err != nil || name != host {
		return false
	}
	return !slices.Contains(publicAuthorities(), authority) || notPublic([]string{host}) == ""
}

// acmeConflicts finds what an authority would refuse, before it is asked.
func acmeConflicts(c *Config) []finding {
	acme, unknown := c.HTTPS == "acme", notPublic(c.ACMEDomains)
	return those([]finding{{
		holds: acme && len(c.ACMEDomains) == 0,
		text:  "https: acme needs a name to get a certificate for; give it with --acme-domain=shop.example.com",
		keys:  []string{"https"},
	}, {
		holds: acme && unknown != "" && slices.Contains(publicAuthorities(), c.ACMEAuthority),
		text:  fmt.Sprintf("acmeDomain: nobody outside can look up %s, so %s cannot check that it leads here; use https:ca for it, or a private authority (acmeCa)", unknown, c.ACMEAuthority),
		keys:  []string{"acmeDomain", "acmeCa"},
	}, {
		holds: acme && c.ACMEAuthority == "zerossl" && c.ACMEAccount == "",
		text:  "acmeCa: zerossl gives certificates to its customers only; make EAB credentials on its site, and name the file with them as acmeAccount",
		keys:  []string{"acmeCa"},
	}})
}

// acmeDoubts finds what will hardly lead to a certificate.
func acmeDoubts(c *Config) []finding {
	acme := c.HTTPS == "acme"
	return those([]finding{{
		holds: !acme && len(c.ACMEDomains) > 0,
		text:  "acmeDomain has no effect, because certificates come from elsewhere; https:acme gets them",
		keys:  []string{"acmeDomain", "https", "cert"},
	}, {
		holds: acme && (c.Env == "dev" && c.Host == "" || isLoopback(c.Host)),
		text:  "https: acme: no authority can reach what listens on this machine only; use prod, or another host",
		keys:  []string{"https", "env", "host"},
	}, {
		holds: acme && c.WantsHTTPS() && c.HTTPSPort != 443 && (c.HTTPPort != 80 || c.Protocol == "https"),
		text:  fmt.Sprintf("https: acme: authorities come to the ports 80 and 443; have one of them forwarded (80 to %d, 443 to %d)", c.HTTPPort, c.HTTPSPort),
		keys:  []string{"https", "httpPort", "httpsPort"},
	}})
}

// notPublic returns the first of names that nobody outside can look up, so that
// no public authority has anything to check ("" when there is none): names
// without a dot, and those under the special names of RFC 6761, 6762, 7686,
// 8375, 2606 and ICANN's .internal.
func notPublic(names []string) string {
	special := []string{"localhost", "test", "local", "internal", "home.arpa", "onion", "invalid", "example"}
	for _, name := range names {
		under := func(top string) bool { return strings.HasSuffix(name, "."+top) }
		if !strings.Contains(name, ".") || slices.ContainsFunc(special, under) {
			return name
		}
	}
	return ""
}
