package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Validate checks a Config that was made or changed by hand: every value for
// itself, and all of them together. The warnings are for people; the error
// names every problem, one per line. What Load returns is valid already.
func (c *Config) Validate() (warnings []string, err error) {
	var problems []error
	fields := reflect.ValueOf(c).Elem()
	for _, key := range Keys() {
		text := key.kind.format(fields.FieldByIndex(key.index).Interface())
		if _, err := key.Canonical(text); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", key.Name, err))
		}
	}
	if c.Workers == auto || c.HotReload == "" || c.Variant == "" || c.Protocol == "" {
		problems = append(problems, errors.New("workers, hotReload, variant and protocol must have values; start from config.Default"))
	}
	for _, conflict := range conflicts(c) {
		problems = append(problems, errors.New(conflict.with(nil)))
	}
	for _, doubt := range doubts(c) {
		warnings = append(warnings, doubt.with(nil))
	}
	return warnings, errors.Join(problems...)
}

// finding is several values that are each right and together are not.
type finding struct {
	holds bool
	text  string
	keys  []string
}

// with adds where the values came from, as far as known.
func (f finding) with(sources map[string]string) string {
	var from []string
	for _, key := range f.keys {
		if source, ok := sources[key]; ok {
			from = append(from, fmt.Sprintf("%s from %s", key, source))
		}
	}
	if len(from) == 0 {
		return f.text
	}
	return f.text + " (" + strings.Join(from, ", ") + ")"
}

// conflicts finds the combinations that cannot work.
func conflicts(c *Config) []finding {
	return append(acmeConflicts(c), those([]finding{{
		holds: c.Protocol == "http+https" && c.HTTPPort == c.HTTPSPort && c.HTTPPort != 0,
		text:  fmt.Sprintf("httpPort and httpsPort are both %d; give them different ports", c.HTTPPort),
		keys:  []string{"httpPort", "httpsPort"},
	}, {
		holds: takesPort(c, metricsPort(c)),
		text:  fmt.Sprintf("metrics wants port %d, where the app listens; give it another", metricsPort(c)),
		keys:  []string{"metrics", "httpPort", "httpsPort"},
	}, {
		holds: c.HTTPS != "" && len(c.CertFiles()) > 0,
		text:  fmt.Sprintf("https: %s makes certificates, and there are some in %s; keep one of them", c.HTTPS, strings.Join(c.CertFiles(), ", ")),
		keys:  []string{"https", "cert", "key"},
	}, {
		holds: c.RedirectHTTP && c.Protocol != "http+https",
		text:  fmt.Sprintf("redirectHttp needs both protocols, and protocol is %s; write protocol:http+https", c.Protocol),
		keys:  []string{"redirectHttp", "protocol"},
	}})...)
}

// doubts finds the combinations that work and are probably not meant.
func doubts(c *Config) []finding {
	return append(acmeDoubts(c), those([]finding{{
		holds: c.HTTPS != "" && !c.WantsHTTPS(),
		text:  fmt.Sprintf("https: %s has no effect, because protocol is http", c.HTTPS),
		keys:  []string{"https", "protocol"},
	}, {
		holds: len(c.CertFiles()) > 0 && !c.WantsHTTPS(),
		text:  "cert and key have no effect, because protocol is http",
		keys:  []string{"cert", "key", "protocol"},
	}, {
		holds: c.HSTS > 0 && !c.WantsHTTPS(),
		text:  "hsts has no effect, because protocol is http",
		keys:  []string{"hsts", "protocol"},
	}, {
		holds: c.HSTS > 0 && c.WantsHTTPS() && c.Env == "dev",
		text:  "hsts in dev makes browsers refuse plain HTTP on every port of this host, for all your projects",
		keys:  []string{"hsts", "env"},
	}, {
		holds: c.Env == "prod" && c.HotReload == "module",
		text:  "hotReload module in prod looks at the app's files on every request and serves half-saved edits; process reloads when told",
		keys:  []string{"hotReload", "env"},
	}, {
		holds: c.Env == "dev" && c.Host != "" && !isLoopback(c.Host),
		text:  fmt.Sprintf("env dev shows source and stack of errors to everyone who can reach %s; use prod there", c.Host),
		keys:  []string{"env", "host"},
	}, {
		holds: trustsEveryone(c.TrustProxy),
		text:  "trustProxy trusts everyone, so every client can forge its address; name the proxies alone",
		keys:  []string{"trustProxy"},
	}})...)
}

// those keeps the findings that hold.
func those(all []finding) []finding {
	return slices.DeleteFunc(all, func(f finding) bool { return !f.holds })
}

func metricsPort(c *Config) int {
	_, port, err := net.SplitHostPort(c.Metrics)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return 0
	}
	return n
}

// takesPort reports whether the app itself listens on a port.
func takesPort(c *Config, port int) bool {
	http := c.Protocol != "https" && c.HTTPPort == port
	https := c.WantsHTTPS() && c.HTTPSPort == port
	return port != 0 && (http || https)
}

func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

func trustsEveryone(list []netip.Prefix) bool {
	for _, prefix := range list {
		if prefix.Bits() == 0 {
			return true
		}
	}
	return false
}
