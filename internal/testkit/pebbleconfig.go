package testkit

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"path/filepath"
	"time"
)

func (p *Pebble) configure(o PebbleOptions, address string) {
	p.t.Helper()
	settings := map[string]any{
		"listenAddress": address, "managementListenAddress": p.management,
		"certificate": p.RootFile, "privateKey": filepath.Join(p.dir, "key.pem"),
		"httpPort": o.HTTPPort, "tlsPort": o.TLSPort, "ocspResponderURL": o.OCSP, "keyAlgorithm": "ecdsa",
		"profiles": map[string]any{"default": map[string]any{"description": "", "validityPeriod": int(o.Lifetime / time.Second)}},
	}
	if o.OCSP != "" {
		settings["keyAlgorithm"] = "rsa" // of these keys alone it gives away the signing one
	}
	if o.Account[0] != "" {
		settings["externalAccountBindingRequired"] = true
		settings["externalAccountMACKeys"] = map[string]string{o.Account[0]: o.Account[1]}
	}
	text, err := json.Marshal(map[string]any{"pebble": settings})
	if err != nil {
		p.t.Fatal(err)
	}
	WriteFile(p.t, filepath.Join(p.dir, "config.json"), string(text))
}

// ownCertificate is what its HTTPS is served with.
func (p *Pebble) ownCertificate() {
	p.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		p.t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		p.t.Fatal(err)
	}
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})
	WriteFile(p.t, p.RootFile, string(root))
	WriteFile(p.t, filepath.Join(p.dir, "key.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(root)
	p.client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}, Timeout: 10 * time.Second}
}
