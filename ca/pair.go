package ca

import (
	"bytes"
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// LoadFiles reads certificates with their keys from PEM files, given in any
// order: what belongs together is found by what is in them. Each key must have
// its certificate and each server's certificate its key; other certificates
// complete the chains. The first pair is the default of those who name no host.
func LoadFiles(paths []string, now time.Time) ([]tls.Certificate, error) {
	bag, err := readFiles(paths)
	if err != nil {
		return nil, err
	}
	var pairs []tls.Certificate
	for _, key := range bag.keys {
		cert, ok := bag.certOf(key)
		if !ok && len(bag.certs) == 0 {
			return nil, fmt.Errorf("no certificate in %s; give the certificate file too", list(paths))
		}
		if !ok {
			return nil, fmt.Errorf("%s: the key belongs to none of the certificates in %s; give the certificate that was made with it", key.file, list(bag.certFiles()))
		}
		if err := inTime(cert, now); err != nil {
			return nil, err
		}
		pairs = append(pairs, tls.Certificate{Certificate: bag.chain(cert.Certificate), PrivateKey: key.Signer, Leaf: cert.Certificate})
	}
	for _, cert := range bag.certs {
		if !cert.IsCA && !slices.ContainsFunc(bag.keys, func(k keyIn) bool { return matches(cert.Certificate, k) }) {
			return nil, fmt.Errorf("%s: no key for the certificate of %s among %s; give its key file too", cert.file, subject(cert.Certificate), list(paths))
		}
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("no private key in %s; give the key file too", list(paths))
	}
	return pairs, nil
}

// certIn and keyIn remember which file something was in.
type (
	certIn struct {
		*x509.Certificate
		file string
	}
	keyIn struct {
		crypto.Signer
		file string
	}
	bag struct {
		certs []certIn
		keys  []keyIn
	}
)

func readFiles(paths []string) (bag, error) {
	var b bag
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			var at *fs.PathError
			if errors.As(err, &at) {
				err = at.Err // its text has the path, too
			}
			return bag{}, fmt.Errorf("%s cannot be read: %w", path, err)
		}
		found, err := Recognise(text)
		if err != nil {
			return bag{}, fmt.Errorf("%s %s", path, strings.ReplaceAll(err.Error(), "FILE", path))
		}
		for _, cert := range found.Certs {
			b.certs = append(b.certs, certIn{cert, path})
		}
		for _, key := range found.Keys {
			b.keys = append(b.keys, keyIn{key, path})
		}
	}
	return b, nil
}

// certOf is the certificate of a key: the one that lasts longest, when a
// renewed one stands beside the old.
func (b bag) certOf(key keyIn) (best certIn, found bool) {
	for _, cert := range b.certs {
		if matches(cert.Certificate, key) && (!found || cert.NotAfter.After(best.NotAfter)) {
			best, found = cert, true
		}
	}
	return best, found
}

// chain is leaf and whatever leads from it towards a root, without the root,
// which a client has or does not believe.
func (b bag) chain(leaf *x509.Certificate) [][]byte {
	chain, last := [][]byte{leaf.Raw}, leaf
	for range b.certs {
		at := slices.IndexFunc(b.certs, func(c certIn) bool {
			return c.IsCA && bytes.Equal(c.RawSubject, last.RawIssuer) && !bytes.Equal(c.RawSubject, c.RawIssuer)
		})
		if at < 0 {
			break
		}
		last = b.certs[at].Certificate
		chain = append(chain, last.Raw)
	}
	return chain
}

func (b bag) certFiles() []string {
	var files []string
	for _, cert := range b.certs {
		files = append(files, cert.file)
	}
	return slices.Compact(files)
}

func matches(cert *x509.Certificate, key keyIn) bool {
	public, ok := cert.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(key.Public())
}

func inTime(cert certIn, now time.Time) error {
	switch {
	case now.After(cert.NotAfter):
		return fmt.Errorf("%s: the certificate of %s expired on %s; get a new one", cert.file, subject(cert.Certificate), cert.NotAfter.Format(time.DateOnly))
	case now.Before(cert.NotBefore):
		return fmt.Errorf("%s: the certificate of %s is valid from %s only; is the clock right?", cert.file, subject(cert.Certificate), cert.NotBefore.Format(time.DateTime))
	}
	return nil
}

// subject is what people call a certificate.
func subject(cert *x509.Certificate) string {
	switch {
	case len(cert.DNSNames) > 0:
		return cert.DNSNames[0]
	case len(cert.IPAddresses) > 0:
		return cert.IPAddresses[0].String()
	}
	return cert.Subject.CommonName
}

func list(names []string) string { return strings.Join(names, ", ") }
