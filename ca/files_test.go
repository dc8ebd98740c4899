package ca

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// ownFiles writes a pair into a folder and returns the paths of its halves.
func ownFiles(t testing.TB, dir, name string, made signed) (cert, key string) {
	t.Helper()
	text, err := keyPEM(made.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, name+".pem"), filepath.Join(dir, name+"-key.pem")
	testWrite(t, cert, string(certPEM(made.cert)))
	testWrite(t, key, string(text))
	return cert, key
}

// selfSigned makes a certificate for host that is valid for an hour from now.
func selfSigned(t testing.TB, host string) signed {
	t.Helper()
	made, err := sign(leafTemplate(host, Names{DNS: []string{host}}, now, now.Add(time.Hour)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestFilesAreRecognisedByContentInAnyOrder(t *testing.T) {
	dir := t.TempDir()
	cert, key := ownFiles(t, dir, "a", selfSigned(t, "a.test"))
	cert2, key2 := ownFiles(t, dir, "b", selfSigned(t, "b.test"))
	both := filepath.Join(dir, "both")
	one, _ := os.ReadFile(key)
	two, _ := os.ReadFile(cert)
	testWrite(t, both, "a comment\n"+string(one)+string(two))
	for _, paths := range [][]string{{cert, key}, {key, cert}, {both}, {key2, cert, key, cert2}} {
		pairs, err := LoadFiles(paths, now)
		if err != nil || len(pairs) != (len(paths)+1)/2 {
			t.Errorf("%v: %d pairs, %v", paths, len(pairs), err)
		}
	}
}

func TestChainIsPutInOrder(t *testing.T) {
	root := testAuthority(t)
	template := leafTemplate("middle", Names{}, now, now.Add(time.Hour))
	template.IsCA, template.KeyUsage = true, x509.KeyUsageCertSign
	middle, err := sign(template, root)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := sign(leafTemplate("x", Names{DNS: []string{"x.test"}}, now, now.Add(time.Hour)), &Authority{Root: middle.cert, key: middle.key})
	if err != nil {
		t.Fatal(err)
	}
	_, key := ownFiles(t, t.TempDir(), "x", leaf)
	chain := filepath.Join(t.TempDir(), "chain")
	testWrite(t, chain, string(slices.Concat(certPEM(root.Root), certPEM(middle.cert), certPEM(leaf.cert))))
	pairs, err := LoadFiles([]string{chain, key}, now)
	if err != nil || len(pairs) != 1 {
		t.Fatal(pairs, err)
	}
	if got := pairs[0].Certificate; len(got) != 2 || !slices.Equal(got[0], leaf.cert.Raw) || !slices.Equal(got[1], middle.cert.Raw) {
		t.Errorf("%d certificates are sent, want leaf and middle", len(got))
	}
}

func TestRenewedCertificateBesideTheOldOneIsTaken(t *testing.T) {
	made := selfSigned(t, "a.test")
	template := leafTemplate("a.test", Names{DNS: []string{"a.test"}}, now, now.Add(48*time.Hour))
	template.SerialNumber = made.cert.SerialNumber
	der, err := x509.CreateCertificate(rand.Reader, template, template, made.key.Public(), made.key)
	if err != nil {
		t.Fatal(err)
	}
	cert, key := ownFiles(t, t.TempDir(), "a", made)
	longer := filepath.Join(t.TempDir(), "new.pem")
	testWrite(t, longer, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	pairs, err := LoadFiles([]string{cert, longer, key}, now)
	if err != nil || len(pairs) != 1 || !slices.Equal(pairs[0].Certificate[0], der) {
		t.Errorf("%d pairs, %v", len(pairs), err)
	}
}

func TestFilesThatCannotBeUsedSayWhy(t *testing.T) {
	dir := t.TempDir()
	a, b := selfSigned(t, "a.test"), selfSigned(t, "b.test")
	cert, key := ownFiles(t, dir, "a", a)
	_, other := ownFiles(t, dir, "b", b)
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		testWrite(t, path, text)
		return path
	}
	block := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		paths []string
		at    time.Time
		want  string
	}{
		"another key":     {[]string{cert, other}, now, "b-key.pem: the key belongs to none of the certificates in "},
		"no key":          {[]string{cert}, now, "give its key file too"},
		"no certificate":  {[]string{key}, now, "no certificate in " + key + "; give the certificate file too"},
		"expired":         {[]string{cert, key}, now.Add(2 * time.Hour), "a.pem: the certificate of a.test expired on 2031-03-14"},
		"not yet":         {[]string{cert, key}, now.Add(-48 * time.Hour), "is valid from 2031-03-14"},
		"missing":         {[]string{filepath.Join(dir, "none.pem")}, now, "none.pem cannot be read: no such file"},
		"empty":           {[]string{file("empty", "\n")}, now, "empty is empty"},
		"encrypted":       {[]string{cert, file("enc", block("ENCRYPTED PRIVATE KEY", []byte("x")))}, now, "openssl pkey -in " + filepath.Join(dir, "enc")},
		"encrypted, old":  {[]string{cert, file("old", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\neA==\n-----END RSA PRIVATE KEY-----\n")}, now, "an encrypted key"},
		"request":         {[]string{file("csr", block("CERTIFICATE REQUEST", []byte("x")))}, now, "is a certificate request"},
		"binary":          {[]string{file("der", string(a.cert.Raw))}, now, "openssl x509 -inform der -in " + filepath.Join(dir, "der")},
		"binary key":      {[]string{file("p12", string(x509.MarshalPKCS1PrivateKey(rsaKey)))}, now, "openssl pkcs12"},
		"public key":      {[]string{file("pub", block("PUBLIC KEY", []byte("x")))}, now, "but a public key"},
		"cut off":         {[]string{file("cut", "-----BEGIN CERTIFICATE-----\nabc")}, now, "cut off or damaged"},
		"damaged":         {[]string{file("dam", block("CERTIFICATE", []byte("x")))}, now, "a damaged certificate"},
		"damaged key":     {[]string{file("dak", block("PRIVATE KEY", []byte("x")))}, now, "a damaged key"},
		"something else":  {[]string{file("txt", "hello")}, now, "no -----BEGIN line"},
		"one without key": {[]string{cert, key, filepath.Join(dir, "b.pem")}, now, "b.pem: no key for the certificate of b.test"},
	} {
		if _, err := LoadFiles(c.paths, c.at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestKeysOfEveryNotationAreRead(t *testing.T) {
	made := selfSigned(t, "a.test")
	ec, err := x509.MarshalECPrivateKey(made.key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Recognise(slices.Concat(
		[]byte("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: ec}), certPEM(made.cert),
	))
	if err != nil || len(c.Keys) != 1 || len(c.Certs) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

func FuzzRecognise(f *testing.F) {
	made := selfSigned(f, "a.test")
	key, err := keyPEM(made.key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(slices.Concat(key, certPEM(made.cert)))
	f.Add(made.cert.Raw)
	f.Add([]byte("-----BEGIN ENCRYPTED PRIVATE KEY-----\neA==\n-----END ENCRYPTED PRIVATE KEY-----"))
	f.Add([]byte{0x30})
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Recognise(text)
		if (err == nil) != (len(c.Certs)+len(c.Keys) > 0) {
			t.Errorf("%d certificates, %d keys and error %v", len(c.Certs), len(c.Keys), err)
		}
	})
}
