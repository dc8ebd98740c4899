// Package acme gets certificates from public authorities and renews them
// (RFC 8555), by means of certmagic, whose errors and log it puts into words
// that say what to do.
package acme

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	protocol "github.com/mholt/acmez/v3/acme"

	"github.com/rip-server/rip-server/ca"
)

// Options is what a Keeper is made of. Domains, Authority, Home and Logger are
// required.
type Options struct {
	Domains   []string // as the DNS knows them; each gets a certificate of its own
	Authority string   // letsencrypt, letsencrypt-staging, zerossl, or the address of an ACME directory
	Email     string   // where the authority may write to; "": nowhere
	Roots     []string // PEM files with what the authority's own HTTPS is checked against; none: what the system trusts
	Account   string   // file with an external account; "": none
	Home      ca.Home
	Logger    *slog.Logger
	// CheckEvery is between two looks whether something must be renewed; 0: ten minutes.
	CheckEvery time.Duration
	// Renew is the part of a certificate's life, at its end, in which it is
	// renewed unless its authority says when (ARI, RFC 9773); 0: a third.
	Renew float64
}

// Entrance is where an authority finds us. A port of 0 is not listened on, and
// what comes to it is not offered as proof.
type Entrance struct {
	Host                string // that is listened on; "" is every address
	HTTPPort, HTTPSPort int
}

// Keeper keeps a certificate for each of its domains: the one on disk from the
// start, a new one when there is none, the next one long before its end. While
// there is none it goes on trying, with growing pauses, and handshakes for that
// name fail. Start it once, Stop it once; the rest is safe for concurrent use
// in between.
type Keeper struct {
	domains []string
	home    ca.Home
	logger  *slog.Logger
	issuer  certmagic.ACMEIssuer // a template until Start
	terms   string               // of service
	every   time.Duration        // CheckEvery
	renew   float64

	cache  *certmagic.Cache
	config *certmagic.Config

	mu      sync.Mutex
	cancel  context.CancelFunc // ends the attempts under way
	stopped bool
	wg      sync.WaitGroup // attempts
}

const (
	// loading is how long Start waits for certificates that are on disk: their
	// OCSP responses may have to be fetched.
	loading = 5 * time.Second
	// pause is between two rounds of attempts. Within a round certmagic waits
	// from one minute to six hours between them; it ends after thirty days, or
	// when the trial with the staging authority succeeds and the real one fails.
	pause = time.Hour
)

// New checks options. Nothing is asked of anybody yet.
func New(o Options) (*Keeper, error) {
	authority, err := authorityOf(o.Authority)
	if err != nil {
		return nil, err
	}
	k := &Keeper{
		domains: slices.Clone(o.Domains), home: o.Home, logger: o.Logger,
		every: cmp.Or(o.CheckEvery, certmagic.DefaultRenewCheckInterval),
		renew: cmp.Or(o.Renew, certmagic.DefaultRenewalWindowRatio),
	}
	k.terms = cmp.Or(authority.terms, "named in "+authority.directory)
	k.issuer = certmagic.ACMEIssuer{
		CA: authority.directory, TestCA: authority.trial, Email: o.Email, Agreed: true,
		Logger: zapTo(o.Logger), DisableDistributedSolvers: true,
	}
	if k.issuer.TrustedRoots, err = readRoots(o.Roots); err != nil {
		return nil, err
	}
	k.issuer.ExternalAccount, err = readAccount(o.Account)
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
	k.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert:   func(certmagic.Certificate) (*certmagic.Config, error) { return k.config, nil },
		RenewCheckInterval: k.every, Logger: logger,
	})
	k.config = certmagic.New(k.cache, certmagic.Config{
		Storage:            &certmagic.FileStorage{Path: dir},
		RenewalWindowRatio: k.renew,
		DefaultServerName:  k.domains[0], FallbackServerName: k.domains[0],
		// The other client that certmagic has for it waits forever.
		OCSP:    certmagic.OCSPConfig{HTTPProxy: http.ProxyFromEnvironment},
		OnEvent: k.event, Logger: logger,
	})
	issuer := k.issuer
	issuer.ListenHost, issuer.AltHTTPPort, issuer.AltTLSALPNPort = at.Host, at.HTTPPort, at.HTTPSPort
	issuer.NewAccountFunc = k.registers
	issuer.DisableHTTPChallenge, issuer.DisableTLSALPNChallenge = at.HTTPPort == 0, at.HTTPSPort == 0
	k.config.Issuers = []certmagic.Issuer{certmagic.NewACMEIssuer(k.config, issuer)}
	k.begin()
	return nil
}

// begin looks after every domain, anew when it was called before, and waits
// until what is on disk can be served.
func (k *Keeper) begin() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.stopped {
		return
	}
	if k.cancel != nil {
		k.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	k.cancel = cancel
	var loaded sync.WaitGroup
	for _, domain := range k.domains {
		loaded.Add(1)
		k.wg.Go(func() { k.keep(ctx, domain, loaded.Done) })
	}
	done := make(chan struct{})
	k.wg.Go(func() { // ends with the last one that is loaded, and with what is due
		loaded.Wait()
		close(done)
		if err := k.cache.RenewManagedCertificates(ctx); err != nil && ctx.Err() == nil {
			k.logger.Error("certificates cannot be renewed; the next attempt is in a few minutes", "err", err)
		}
	})
	select {
	case <-done:
	case <-time.After(loading):
	}
}

// keep loads the certificate of a domain, or gets one however long it takes.
// It ends with ctx.
func (k *Keeper) keep(ctx context.Context, domain string, loaded func()) {
	_, err := k.config.CacheManagedCertificate(ctx, domain)
	loaded()
	for errors.Is(err, fs.ErrNotExist) && ctx.Err() == nil {
		err = k.config.ObtainCertAsync(ctx, domain) // which has told its failures as events
		if err == nil {
			_, err = k.config.CacheManagedCertificate(ctx, domain)
			break
		}
		err = fs.ErrNotExist // still
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	if err != nil && ctx.Err() == nil {
		k.logger.Error("the certificate that is kept cannot be used", "name", domain, "err", err,
			"mend", "remove it from "+k.config.Storage.(*certmagic.FileStorage).Path+" and reload")
	}
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
	if !slices.Contains(k.domains, host) {
		return "", false
	}
	active, known := certmagic.GetACMEChallenge(host)
	if !known || active.Type != protocol.ChallengeTypeHTTP01 || path != active.HTTP01ResourcePath() {
		return "", false
	}
	return active.KeyAuthorization, true
}

// Reload tries again at once where a certificate is missing, whatever the pause
// until the next attempt would be: its user has mended something.
func (k *Keeper) Reload() error {
	if len(k.Missing()) > 0 {
		k.begin()
	}
	return nil
}

// Missing are the domains that have no certificate yet.
func (k *Keeper) Missing() []string {
	return slices.DeleteFunc(slices.Clone(k.domains), func(domain string) bool {
		return len(k.cache.AllMatchingCertificates(domain)) > 0
	})
}

// Stop ends all attempts and waits for them. No certificate is given out any
// more.
func (k *Keeper) Stop() {
	k.mu.Lock()
	k.stopped = true
	k.cancel()
	k.mu.Unlock()
	k.wg.Wait()
	k.cache.Stop()
}
