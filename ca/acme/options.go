package acme

import (
	"log/slog"
	"time"

	"github.com/rip-server/rip-server/ca"
)

// Options is what a Keeper is made of. Domains, Authority, Home and Logger are
// required.
type Options struct {
	Domains   []string // as the DNS knows them; each gets a certificate of its own
	Authority string   // letsencrypt, letsencrypt-staging, zerossl, or the address of an ACME directory
	Email     string   // where the authority may write to; "": nowhere
	Roots     []string // PEM files with what the authority's own HTTPS is checked against; none: what the system trusts
	Account   string   // file with an external account; "": none
	Home      ca.Home
	Logger    *slog.Logger
	// CheckEvery is between two looks whether something must be renewed; 0: ten minutes.
	CheckEvery time.Duration
	// Renew is the part of a certificate's life, at its end, in which it is
	// renewed unless its authority says when (ARI, RFC 9773); 0: a third.
	Renew float64
}

// Entrance is where an authority finds us. A port of 0 is not listened on, and
// what comes to it is not offered as proof.
type Entrance struct {
	Host                string // that is listened on; "" is every address
	HTTPPort, HTTPSPort int
}
