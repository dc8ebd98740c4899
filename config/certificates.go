package config

import (
	"slices"
	"time"
)

// Certificates says how HTTPS proves who it is, and what becomes of those who
// come without it.
type Certificates struct {
	// Where the HTTPS certificate comes from. quick: signed by itself, made at
	// start; browsers warn of it. ca: signed by the development authority of
	// this machine (rip-server ca init), which browsers trust once it is
	// installed (rip-server ca trust). smart: ca when there is an authority,
	// else quick. acme: by a public authority, which everyone trusts, for the
	// names in acmeDomain. Certificates of your own are named with cert and key.
	HTTPS string `key:"https" oneof:"quick|ca|smart|acme" unset:"smart; acme when acmeDomain is set; nothing when cert is" word:"https:quick,https:ca,https:smart,https:acme"`

	// PEM files with certificates for HTTPS, separated by commas, relative to
	// the directory that the server is started in. Keys may be among them, in
	// any order: what belongs together is found by content. With several pairs
	// the host that a client names chooses. The files are read again when they
	// change; new ones that cannot be used leave the old ones in place.
	Cert []string `key:"cert" unset:"none" word:"cert.pem,key.pem"`

	// PEM files with the private keys of cert, when they are in files of their
	// own. Encrypted keys are refused, since a server cannot ask for the
	// password when it restarts at night.
	Key []string `key:"key" unset:"none"`

	// Answer HTTP requests with a redirect to HTTPS; both are served then.
	// The status endpoint goes on being served over both, for
	// probes. The redirect is a 308, which keeps method and body; browsers
	// remember it.
	RedirectHTTP bool `key:"redirectHttp" default:"false"`

	// For how long browsers shall come over HTTPS only (the field
	// Strict-Transport-Security on HTTPS answers that do not set their own). It
	// cannot be taken back before its time is over, and is for every port of
	// the host name: not for localhost. Begin with an hour, and end with a year.
	HSTS time.Duration `key:"hsts" default:"0" min:"1s" max:"17520h"`
}

// CertFiles are the files with certificates and keys, none when certificates
// are made.
func (c *Config) CertFiles() []string { return slices.Concat(c.Cert, c.Key) }
