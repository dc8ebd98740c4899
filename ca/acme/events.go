package acme

import (
	"context"
	"log/slog"
	"time"

	"github.com/caddyserver/certmagic"
	protocol "github.com/mholt/acmez/v3/acme"
)

// event tells people what certmagic does. It is called from many goroutines.
func (k *Keeper) event(ctx context.Context, name string, data map[string]any) error {
	domain, _ := data["identifier"].(string)
	renewal, _ := data["renewal"].(bool)
	switch name {
	case "cert_obtaining":
		k.logger.Info("asking for a certificate", "name", domain, "renewal", renewal)
	case "cert_obtained":
		k.logger.Info("got a certificate", "name", domain, "renewal", renewal)
	case "cert_failed":
		if err, _ := data["error"].(error); err != nil && ctx.Err() == nil { // else we have ended it
			k.failed(domain, renewal, err)
		}
	case "cert_ocsp_revoked":
		k.logger.Error("the authority has revoked a certificate; a new one is asked for", "names", data["subjects"])
	}
	return nil
}

// failed says why there is no certificate, and what to do.
func (k *Keeper) failed(domain string, renewal bool, err error) {
	what := "no certificate yet: HTTPS fails for this name until there is one; attempts go on, with growing pauses, and reload tries at once"
	attrs := []any{"name", domain, "err", reason(err), "mend", advice(err, domain)}
	if renewal {
		what = "a certificate could not be renewed; attempts go on"
		if until := k.until(domain); !until.IsZero() {
			attrs = append(attrs, slog.Time("until", until))
		}
	}
	k.logger.Error(what, attrs...)
}

// until is the end of what is served for domain; the zero time is nothing.
func (k *Keeper) until(domain string) (end time.Time) {
	for _, cert := range k.cache.AllMatchingCertificates(domain) {
		if cert.Leaf.NotAfter.After(end) {
			end = cert.Leaf.NotAfter
		}
	}
	return end
}

// registers is called before an account is made, which happens once for an
// authority and an address.
func (k *Keeper) registers(_ context.Context, issuer *certmagic.ACMEIssuer, account protocol.Account) (protocol.Account, error) {
	k.logger.Info("registering with the authority, which is agreeing to its terms of service", "authority", issuer.CA, "terms", k.terms)
	return account, nil
}
