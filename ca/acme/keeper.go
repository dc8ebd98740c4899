// Package acme gets certificates from public authorities and renews them
// (RFC 8555), by means of certmagic, whose errors and log it puts into words
// that say what to do.
package acme

import (
	"cmp"
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/caddyserver/certmagic"
	protocol "github.com/mholt/acmez/v3/acme"

	"github.com/rip-server/rip-server/ca"
)

// Keeper keeps a certificate for each of its domains: the one on disk from the
// start, a new one when there is none, the next one long before its end. While
// there is none it goes on trying, with growing pauses, and handshakes for that
// name fail. Start it once, Stop it once; the rest is safe for concurrent use
// in between.
type Keeper struct {
	own    []string // domains, whatever else is wanted
	home   ca.Home
	logger *slog.Logger
	asked  certmagic.ACMEIssuer // a template until Start
	terms  string               // of service
	every  time.Duration        // CheckEvery
	renew  float64              // Renew

	cache  *certmagic.Cache
	config *certmagic.Config

	mu       sync.Mutex
	attempts map[string]*attempt // by domain: all that are looked after
	renewing context.CancelFunc  // ends the look for what is due
	stopped  bool
	wg       sync.WaitGroup // attempts, and that look
}

// New checks options. Nothing is issuer of anybody yet.
func New(o Options) (*Keeper, error) {
	authority, err := authorityOf(o.Authority)
	if err != nil {
		return nil, err
	}
	k := &Keeper{
		own: slices.Clone(o.Domains), home: o.Home, logger: o.Logger,
		attempts: map[string]*attempt{}, renewing: func() {},
		every: cmp.Or(o.CheckEvery, certmagic.DefaultRenewCheckInterval),
		renew: cmp.Or(o.Renew, certmagic.DefaultRenewalWindowRatio),
	}
	k.terms = cmp.Or(authority.terms, "named in "+authority.directory)
	k.asked = certmagic.ACMEIssuer{
		CA: authority.directory, TestCA: authority.trial, Email: o.Email, Agreed: true,
		Logger: zapTo(o.Logger), DisableDistributedSolvers: true,
	}
	if k.asked.TrustedRoots, err = readRoots(o.Roots); err != nil {
		return nil, err
	}
	k.asked.ExternalAccount, err = readAccount(o.Account)
	return k, err
}

// Start takes what is on disk and goes for what is not, in goroutines of its
// own. It returns within seconds, whatever the authority does.
func (k *Keeper) Start(at Entrance) error {
	dir, err := k.home.Dir(folder)
	if err != nil {
		return err
	}
	logger := zapTo(k.logger)
	var config atomic.Pointer[certmagic.Config] // the cache has a goroutine before it has a config
	k.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert:   func(certmagic.Certificate) (*certmagic.Config, error) { return config.Load(), nil },
		RenewCheckInterval: k.every, Logger: logger,
	})
	k.config = certmagic.New(k.cache, certmagic.Config{
		Storage:            &certmagic.FileStorage{Path: dir},
		RenewalWindowRatio: k.renew,
		DefaultServerName:  k.own[0], FallbackServerName: k.own[0],
		// The other client that certmagic has for it waits forever.
		OCSP:    certmagic.OCSPConfig{HTTPProxy: http.ProxyFromEnvironment},
		OnEvent: k.event, Logger: logger,
	})
	asked := k.asked
	asked.ListenHost, asked.AltHTTPPort, asked.AltTLSALPNPort = at.Host, at.HTTPPort, at.HTTPSPort
	asked.DisableHTTPChallenge, asked.DisableTLSALPNChallenge = at.HTTPPort == 0, at.HTTPSPort == 0
	asked.NewAccountFunc = k.registers
	k.config.Issuers = []certmagic.Issuer{issuer{certmagic.NewACMEIssuer(k.config, asked)}}
	config.Store(k.config)
	await(k.begin(k.own))
	return nil
}

// GetCertificate implements tls.Config.GetCertificate: the certificate of the
// domain that the client names, else that of the first. It also answers
// authorities that ask for proof in a handshake (RFC 8737).
func (k *Keeper) GetCertificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	return k.config.GetCertificate(hello)
}

// Challenge is what an authority is to read at a path of a host over HTTP (RFC
// 8555, section 8.3).
func (k *Keeper) Challenge(host, path string) (proof string, known bool) {
	host = strings.ToLower(host)
	if !k.has(host) {
		return "", false
	}
	active, known := certmagic.GetACMEChallenge(host)
	if !known || active.Type != protocol.ChallengeTypeHTTP01 || path != active.HTTP01ResourcePath() {
		return "", false
	}
	return active.KeyAuthorization, true
}

// Stop ends all attempts and waits for them. No certificate is given out any
// more.
func (k *Keeper) Stop() {
	k.mu.Lock()
	k.stopped = true
	k.renewing()
	for _, a := range k.attempts {
		a.cancel()
	}
	k.mu.Unlock()
	k.wg.Wait()
	k.cache.Stop()
}
