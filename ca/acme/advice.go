package acme

import (
	"crypto/x509"
	"errors"
	"net"

	protocol "github.com/mholt/acmez/v3/acme"
)

// reason is what went wrong, without the layers that it came through.
func reason(err error) string {
	var problem protocol.Problem
	if errors.As(err, &problem) && problem.Detail != "" {
		return problem.Detail
	}
	return err.Error()
}

// advice is what the operator of domain can do about a failed attempt.
func advice(err error, domain string) string {
	var problem protocol.Problem
	if errors.As(err, &problem) {
		if text, known := problemAdvice(domain)[problem.Type]; known {
			return text
		}
		if _, proof := problem.Resource.(protocol.Authorization); proof {
			return unreached(domain)
		}
	}
	var (
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		network  net.Error
	)
	switch {
	case errors.As(err, &unknown), errors.As(err, &hostname):
		return "if the authority is a private one, name its root certificate: --acme-ca-root=root.pem"
	case errors.As(err, &network):
		return "the authority cannot be reached from here: check this machine's network, DNS and proxy (HTTPS_PROXY)"
	}
	return "see the log with --log-level=debug"
}

// problemAdvice is by the types of problems of RFC 8555, section 6.7.
func problemAdvice(domain string) map[string]string {
	elsewhere := "check that the DNS records of " + domain + ", A and AAAA, lead to this machine, and that nothing in between answers for it"
	return map[string]string{
		protocol.ProblemTypeDNS:                     "make an A or AAAA record for " + domain + " that leads to this machine; new ones take a while to be seen everywhere",
		protocol.ProblemTypeConnection:              unreached(domain),
		protocol.ProblemTypeTLS:                     unreached(domain),
		protocol.ProblemTypeUnauthorized:            elsewhere,
		protocol.ProblemTypeIncorrectResponse:       elsewhere,
		protocol.ProblemTypeCAA:                     "a CAA record of " + domain + " names who may give certificates for it; add this authority",
		protocol.ProblemTypeRateLimited:             "too many attempts or certificates lately; wait as long as it says, and try things out with --acme-ca=letsencrypt-staging",
		protocol.ProblemTypeRejectedIdentifier:      "this authority gives no certificates for " + domain + "; choose another one with --acme-ca",
		protocol.ProblemTypeUnsupportedIdentifier:   "this authority gives no certificates for " + domain + "; choose another one with --acme-ca",
		protocol.ProblemTypeExternalAccountRequired: "this authority wants to know an account: name the file with its EAB credentials, --acme-account=file",
		protocol.ProblemTypeInvalidContact:          "mend --acme-email, or leave it away",
		protocol.ProblemTypeUnsupportedContact:      "mend --acme-email, or leave it away",
		protocol.ProblemTypeServerInternal:          "the authority has trouble of its own; the next attempt may do",
	}
}

// unreached is what to do when the authority does not find the proof.
func unreached(domain string) string {
	return domain + " must be reached from outside on port 80 or 443: check where its DNS records lead, the firewall, and port forwarding"
}
