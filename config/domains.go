package config

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/idna"
)

// domains is a list of host names, separated by commas, as the DNS knows them.
type domains struct{}

func (domains) parse(s string) (any, error) {
	var list []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		name, err := parseDomain(item)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list, nil
}

// domainPattern is compiled when it is needed, which most starts never do.
var domainPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
})

// parseDomain brings a name into the form that is in certificates: lower case,
// and bücher.example as xn--bcher-kva.example.
func parseDomain(s string) (string, error) {
	switch _, err := netip.ParseAddr(strings.Trim(s, "[]")); {
	case err == nil:
		return "", fmt.Errorf("%q is an address; certificates are for names, such as shop.example.com", s)
	case strings.Contains(s, "*"):
		return "", fmt.Errorf("%q is a wildcard, which only who controls the DNS can prove to have; name the hosts one by one", s)
	case strings.ContainsAny(s, "/:@"):
		return "", fmt.Errorf("%q is more than a host name; give the name alone, such as shop.example.com", s)
	}
	name, err := idna.Lookup.ToASCII(strings.TrimSuffix(s, "."))
	if err != nil || len(name) > 253 || !domainPattern().MatchString(name) {
		return "", fmt.Errorf("%q is not a host name; give one such as shop.example.com", s)
	}
	return name, nil
}

func (domains) format(v any) string { return strings.Join(v.([]string), ",") }
func (domains) placeholder() string { return "names" }
func (domains) allowed() string     { return "host names, separated by commas" }
