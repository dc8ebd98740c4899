package acme

import (
	"context"

	"github.com/caddyserver/certmagic"
)

// issuer is certmagic's without two of its habits (certmagic 0.25.6).
//
// Where no address is given for the authority to write to, certmagic takes one
// from the accounts on disk, and keeps to it for all of the process. The folder
// of a nameless account that is just being made for another domain looks to it
// like somebody called "default", whom no authority accepts.
//
// To certmagic's own type, and to no other, it says on renewal which certificate
// is replaced (RFC 9773, section 5). Authorities refuse that from another account
// than got the old one, so that no renewal would succeed any more after a change
// of the address. When to renew is still asked for.
type issuer struct{ *certmagic.ACMEIssuer }

// PreCheck implements certmagic.PreChecker.
func (i issuer) PreCheck(ctx context.Context, names []string, interactive bool) error {
	if i.Email == "" {
		return nil // what it checks else has been checked by config
	}
	return i.ACMEIssuer.PreCheck(ctx, names, interactive)
}
