package ca

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"time"
)

// What can be wrong with the authority as a whole.
var (
	ErrNone   = errors.New("there is no development authority here; make one with: rip-server ca init")
	ErrExists = errors.New("there is a development authority already; --force replaces it, and whatever trusts the old one must be told to trust the new one")
)

// CommonName is what people see in their browser's list of authorities.
const CommonName = "Rip Server Development CA"

const (
	rootFile = "root.pem"
	keyFile  = "root-key.pem"

	// rootLife is two years and a day.
	rootLife = 731 * 24 * time.Hour
	// backdate is how much slower than ours the clock of a phone may be.
	backdate = time.Hour
)

// Authority is a development certificate authority: a root certificate whose
// key lies on this machine. Safe for concurrent use; it does not change.
type Authority struct {
	// Root is the certificate that browsers are to trust.
	Root *x509.Certificate
	key  *ecdsa.PrivateKey
	home Home
}

// Init makes an authority in home. It can sign for the names of a development
// machine, and for hosts beside them: names (with their subdomains) and
// addresses. An authority that is there is replaced only with force.
func Init(home Home, hosts []string, force bool, now time.Time) (*Authority, error) {
	if _, err := home.Read(authorityDir, rootFile); !force && !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return nil, err
		}
		return nil, ErrExists
	}
	template := &x509.Certificate{
		Subject:   pkix.Name{CommonName: CommonName},
		NotBefore: now.Add(-backdate), NotAfter: now.Add(-backdate + rootLife),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true, MaxPathLenZero: true,
	}
	if err := constrain(template, hosts); err != nil {
		return nil, err
	}
	made, err := sign(template, nil)
	if err != nil {
		return nil, fmt.Errorf("make the authority: %w", err)
	}
	key, err := keyPEM(made.key)
	if err != nil {
		return nil, err
	}
	// The key first: a root without it would look like an authority.
	if err := errors.Join(home.write(authorityDir, keyFile, key), home.write(authorityDir, rootFile, certPEM(made.cert))); err != nil {
		return nil, fmt.Errorf("keep the authority: %w", err)
	}
	return &Authority{Root: made.cert, key: made.key, home: home}, nil
}

// Load returns the authority of home, ErrNone when there is none.
func Load(home Home) (*Authority, error) {
	root, err := home.Read(authorityDir, rootFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	key, err := home.Read(authorityDir, keyFile)
	if err != nil {
		return nil, fmt.Errorf("the authority's key: %w (rip-server ca init --force makes a new authority)", err)
	}
	pair, err := tls.X509KeyPair(root, key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; rip-server ca init --force makes a new authority", home.path(authorityDir), err)
	}
	private, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || !pair.Leaf.IsCA {
		return nil, fmt.Errorf("%s is not an authority of rip-server's making; rip-server ca init --force makes one", home.path(authorityDir))
	}
	return &Authority{Root: pair.Leaf, key: private, home: home}, nil
}

// RootPath is the file with the root certificate.
func (a *Authority) RootPath() string { return a.home.path(authorityDir, rootFile) }

// RootPEM is the root certificate as programs import it.
func (a *Authority) RootPEM() []byte { return certPEM(a.Root) }

// signed is a certificate with its key.
type signed struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// sign gives template a key of its own and a serial number, and has it signed
// by an authority, nil for itself.
func sign(template *x509.Certificate, by *Authority) (signed, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return signed{}, err
	}
	// 127 bits: positive, and far more random than RFC 5280 asks for.
	if template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127)); err != nil {
		return signed{}, err
	}
	parent, signer := template, key
	if by != nil {
		parent, signer = by.Root, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		return signed{}, err
	}
	cert, err := x509.ParseCertificate(der)
	return signed{cert, key}, err
}

func certPEM(cert *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
}

func keyPEM(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), err
}
