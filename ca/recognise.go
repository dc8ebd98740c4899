package ca

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// Content is what a certificate file turns out to hold.
type Content struct {
	Certs []*x509.Certificate // in the order of the file
	Keys  []crypto.Signer
}

// Recognise tells what is in a PEM file, by what it says and not by its name.
// What cannot be used is an error that says how to convert it. The errors
// complete a sentence that begins with the file's name.
func Recognise(text []byte) (Content, error) {
	var c Content
	rest := text
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if err := c.add(block); err != nil {
			return Content{}, err
		}
	}
	if len(c.Certs)+len(c.Keys) > 0 {
		return c, nil
	}
	return Content{}, unrecognised(text)
}

func (c *Content) add(block *pem.Block) error {
	switch {
	case block.Type == "CERTIFICATE":
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return fmt.Errorf("has a damaged certificate in it (%w)", err)
		}
		c.Certs = append(c.Certs, cert)
	case block.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED"):
		return errors.New("has an encrypted key in it, which a server cannot open by itself; decrypt it with: openssl pkey -in FILE -out plain-key.pem")
	case strings.HasSuffix(block.Type, "PRIVATE KEY"):
		key, err := parseKey(block.Bytes)
		if err != nil {
			return err
		}
		c.Keys = append(c.Keys, key)
	}
	return nil // parameters, and whatever else openssl puts beside them
}

// parseKey reads a key in any of its three notations.
func parseKey(der []byte) (crypto.Signer, error) {
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err == nil {
		if signer, ok := key.(crypto.Signer); ok {
			return signer, nil
		}
		return nil, errors.New("has a key in it that cannot sign, as TLS requires")
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	return nil, fmt.Errorf("has a damaged key in it (%w)", err)
}

// unrecognised says what a file without anything usable seems to be.
func unrecognised(text []byte) error {
	block, _ := pem.Decode(text)
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return errors.New("is empty")
	case block != nil && strings.Contains(block.Type, "REQUEST"):
		return errors.New("is a certificate request; give the certificate that was made of it")
	case block != nil:
		return fmt.Errorf("has neither a certificate nor a private key in it, but a %s", strings.ToLower(block.Type))
	case bytes.Contains(text, []byte("-----BEGIN")):
		return errors.New("looks like PEM, but is cut off or damaged")
	}
	if _, err := x509.ParseCertificate(text); err == nil {
		return errors.New("is a certificate in binary form; convert it with: openssl x509 -inform der -in FILE -out cert.pem")
	}
	if text[0] == 0x30 { // an ASN.1 sequence, as PKCS #12 and binary keys are
		return errors.New("is binary; convert it with: openssl pkcs12 -in FILE -nodes -out both.pem (a .p12 or .pfx), or openssl pkey -inform der -in FILE -out key.pem (a key)")
	}
	return errors.New("has neither a certificate nor a private key in it (no -----BEGIN line)")
}
