package config

// ACME says who gives the certificates of https: acme, and for what.
type ACME struct {
	// The host names to get certificates for, separated by commas; each gets
	// one of its own. They are names that the whole net can look up and that
	// lead here, on ports 80 and 443: the authority checks that. No addresses,
	// and no wildcards, which need access to the DNS. Naming some is asking for
	// https: acme.
	ACMEDomains []string `key:"acmeDomain" form:"domain" unset:"none; https: acme needs one"`

	// Where the authority may write to when something is wrong with a
	// certificate. Not all of them do.
	ACMEEmail string `key:"acmeEmail" form:"email" unset:"none"`

	// Who gives the certificates. letsencrypt-staging is for trials: its limits
	// are generous, and no browser trusts it. zerossl needs acmeAccount. An
	// address is that of another authority's ACME directory. Using one is
	// agreeing to its terms of service.
	ACMEAuthority string `key:"acmeCa" form:"authority" default:"letsencrypt"`

	// PEM files with the roots that a private authority's own HTTPS is checked
	// against, separated by commas.
	ACMERoots []string `key:"acmeCaRoot" unset:"those that this system trusts"`

	// A file with the external account (EAB) that some authorities want to
	// know. The key's id is on its first line, the HMAC key on the second.
	// Nobody else may be able to read it.
	ACMEAccount string `key:"acmeAccount" form:"filename" unset:"none"`
}
