package config

import (
	"reflect"
	"runtime"
)

// assemble fills a Config with the merged values over the defaults. Only
// canonical text is merged, so it parses.
func (l *loading) assemble() *Config {
	c := &Config{}
	fields := reflect.ValueOf(c).Elem()
	for _, key := range Keys() {
		text := key.Default
		if l.merged.Exists(key.Name) {
			text = l.merged.String(key.Name)
		}
		if text == "" {
			continue
		}
		value, err := key.kind.parse(text)
		if err != nil {
			l.problem("%s: %w", key.Name, err)
			continue
		}
		fields.FieldByIndex(key.index).Set(reflect.ValueOf(value))
	}
	return c
}

// settle fills in the defaults that follow from other values.
func (l *loading) settle(c *Config) {
	if c.Workers == auto {
		// GOMAXPROCS heeds a container's CPU limit, unlike the number of
		// cores. At least 2, so that one slow request does not stop the app.
		c.Workers = min(max(2, runtime.GOMAXPROCS(0)), 1024)
	}
	if c.HotReload == "" {
		c.HotReload = "none"
		if c.Env == "dev" {
			c.HotReload = "module"
		}
	}
	if c.Isolation == "" {
		c.Isolation = "process"
		if c.Env == "dev" {
			c.Isolation = "vm"
		}
	}
	if c.Variant == "" {
		c.Variant = c.Env
	}
	l.settleProtocol(c)
}

// settleProtocol takes what is said about HTTPS for the wish to have it.
func (l *loading) settleProtocol(c *Config) {
	if c.HTTPS == "" && len(c.CertFiles()) == 0 && len(c.ACMEDomains) > 0 {
		c.HTTPS = "acme"
	}
	if c.HTTPS == "acme" {
		l.settleACME(c)
	}
	_, port := l.sources["httpsPort"]
	switch {
	case c.Protocol != "":
	case c.RedirectHTTP || c.HTTPS == "acme":
		c.Protocol = "http+https"
	case port || c.HTTPS != "" || len(c.CertFiles()) > 0:
		c.Protocol = "https"
	default:
		c.Protocol = "http"
	}
	if c.HTTPS == "" && len(c.CertFiles()) == 0 && c.WantsHTTPS() {
		c.HTTPS = "smart"
	}
}

// settleACME takes the ports that an authority comes to (RFC 8555, section 8.3;
// RFC 8737), where nobody says that others are forwarded.
func (l *loading) settleACME(c *Config) {
	if _, said := l.sources["httpPort"]; !said {
		c.HTTPPort = 80
	}
	if _, said := l.sources["httpsPort"]; !said {
		c.HTTPSPort = 443
	}
}
