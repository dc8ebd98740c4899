package acme

import (
	"fmt"
	"net/url"

	"github.com/caddyserver/certmagic"
)

// authority is who gives certificates.
type authority struct {
	directory string // where its ACME begins
	// trial is another one of its own, which is asked after a first failure: it
	// forgives more of them.
	trial string
	terms string // of service, for people to read; "": they are named in its directory
}

func authorityOf(name string) (authority, error) {
	switch name {
	case "letsencrypt":
		return authority{certmagic.LetsEncryptProductionCA, certmagic.LetsEncryptStagingCA, letsEncryptTerms}, nil
	case "letsencrypt-staging":
		return authority{directory: certmagic.LetsEncryptStagingCA, terms: letsEncryptTerms}, nil
	case "zerossl":
		return authority{directory: certmagic.ZeroSSLProductionCA, terms: "https://zerossl.com/terms/"}, nil
	}
	if u, err := url.Parse(name); err != nil || u.Scheme != "https" || u.Host == "" {
		return authority{}, fmt.Errorf("%q is no authority: give letsencrypt, letsencrypt-staging, zerossl or the https address of an ACME directory", name)
	}
	return authority{directory: name}, nil
}

const letsEncryptTerms = "https://letsencrypt.org/repository/"
