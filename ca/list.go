package ca

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// Info is a certificate as people and programs look at it.
type Info struct {
	Name        string    `json:"name"` // of the app; of the authority its common name
	File        string    `json:"file"`
	Names       []string  `json:"names"` // what it is for, of an authority what it may sign for
	NotBefore   time.Time `json:"notBefore"`
	NotAfter    time.Time `json:"notAfter"`
	Fingerprint string    `json:"fingerprint"` // SHA-256, in hexadecimal with colons as browsers show it
	Problem     string    `json:"problem,omitempty"`
}

// Info describes the root certificate.
func (a *Authority) Info() Info {
	i := describe(CommonName, a.RootPath(), a.Root)
	i.Names = slices.Clone(a.Root.PermittedDNSDomains)
	for _, network := range a.Root.PermittedIPRanges {
		i.Names = append(i.Names, network.String())
	}
	return i
}

// List describes the certificates that home keeps for apps, by name. One that
// cannot be used is listed with its problem; serving its app makes a new one.
func List(home Home, now time.Time) ([]Info, error) {
	files, err := certificateFiles(home)
	if err != nil {
		return nil, err
	}
	authority, err := Load(home)
	if err != nil && !errors.Is(err, ErrNone) {
		return nil, err
	}
	var list []Info
	for _, file := range files {
		list = append(list, inspect(home, authority, file, now))
	}
	return list, nil
}

// inspect describes one file of certs/; a nil authority is none.
func inspect(home Home, authority *Authority, file string, now time.Time) Info {
	i := Info{Name: strings.TrimSuffix(file, ".pem"), File: home.path(certificatesDir, file)}
	text, err := home.Read(certificatesDir, file)
	if err != nil {
		i.Problem = err.Error()
		return i
	}
	found, err := Recognise(text)
	if err != nil || len(found.Certs) == 0 {
		i.Problem = "it has no certificate in it"
		return i
	}
	i = describe(i.Name, i.File, found.Certs[0])
	switch {
	case now.After(i.NotAfter):
		i.Problem = "it has expired"
	case authority == nil || found.Certs[0].CheckSignatureFrom(authority.Root) != nil:
		i.Problem = "it is not by the present authority"
	}
	return i
}

// Clean removes the certificates of apps, which are made again when they are
// needed, and returns their names.
func Clean(home Home) ([]string, error) {
	files, err := certificateFiles(home)
	if err != nil {
		return nil, err
	}
	var removed []string
	for _, file := range files {
		if err := os.Remove(home.path(certificatesDir, file)); err != nil {
			return removed, err
		}
		removed = append(removed, strings.TrimSuffix(file, ".pem"))
	}
	return removed, nil
}

// Remove removes the authority itself. What trusts it goes on doing so, which
// does no harm once the key is gone; see [Authority.Untrust].
func (a *Authority) Remove() error {
	return errors.Join(os.Remove(a.home.path(authorityDir, keyFile)), os.Remove(a.RootPath()))
}

// certificateFiles are the names of the files in certs/, sorted.
func certificateFiles(home Home) ([]string, error) {
	err := home.check(certificatesDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(home.path(certificatesDir))
	if err != nil {
		return nil, fmt.Errorf("list certificates: %w", err)
	}
	var files []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".pem") && !entry.IsDir() {
			files = append(files, entry.Name())
		}
	}
	return files, nil
}

func describe(name, file string, cert *x509.Certificate) Info {
	names := slices.Clone(cert.DNSNames)
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	return Info{
		Name: name, File: file, Names: names,
		NotBefore: cert.NotBefore, NotAfter: cert.NotAfter, Fingerprint: Fingerprint(cert),
	}
}

// Fingerprint is the SHA-256 of a certificate as browsers show it.
func Fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	text := strings.ToUpper(hex.EncodeToString(sum[:]))
	var b strings.Builder
	for i := 0; i < len(text); i += 2 {
		if i > 0 {
			b.WriteByte(':')
		}
		b.WriteString(text[i : i+2])
	}
	return b.String()
}
