// Package config is everything that can be set for one app: what the keys
// are, where their values may come from, which source wins, and which values
// make sense.
//
// The documentation of a key is the comment on its struct field, and exists
// nowhere else: `config explain`, flag usage, error messages and
// docs/configuration.md are all made from it (see docs.go).
package config

import "strings"

// Config is the settings of one app, complete and valid when it comes from
// [Load] or [Default]. It is a plain value: copy it, change it, call
// [Config.Validate] afterwards. Nothing in this package writes to it later.
//
// The fields are grouped by what they shape; the groups are the chapters of
// docs/configuration.md. Struct tags say what a comment cannot:
//
//	key      the name in files; flag and variable names follow from it
//	default  the value when no source says anything
//	unset    in words, what an empty default means
//	oneof    the allowed words, separated by |
//	min max  the allowed range, in the notation of the key
//	form     the check a free text must pass (see text.go)
//	no       the value that the flag --no-<flag> stands for
//	word     examples of the command line words that set the key
type Config struct {
	App
	Fleet
	Listening
	Certificates
	ACME
	Admission
	Upstream
	Reporting
	Health
}

// Default returns the settings of an app about which nobody said anything.
func Default() *Config {
	l := newLoading()
	c := l.assemble()
	l.settle(c)
	return c
}

// WantsHTTPS reports whether the app asks for an HTTPS listener.
func (c *Config) WantsHTTPS() bool {
	return strings.Contains(c.Protocol, "https")
}
