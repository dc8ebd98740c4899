package ca

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"time"
)

// ByHost gives each host a certificate of its own, made when the first client
// names it, and one in common to everybody else. Which hosts there are is asked
// at each handshake, so that strangers have none made. Safe for concurrent use;
// it has no goroutine.
type ByHost struct {
	*Live  // in common
	source HostSource
	now    func() time.Time
	logger *slog.Logger

	mu    sync.Mutex // held while a certificate is made, which takes a millisecond
	hosts map[string]hostLive
}

// HostSource is where a ByHost learns of hosts, which are in lower case.
type HostSource struct {
	// Known is whether there is such a host now. It must not block.
	Known func(host string) bool
	// Make makes the certificate of one.
	Make func(host string) (*Live, error)
}

// hostLive is the certificate of a host, or when to try again to make it.
type hostLive struct {
	live  *Live // nil: it could not be made
	again time.Time
}

// hostAgain is between two attempts for the same host: its authority may have
// been replaced by one that may sign for it.
const hostAgain = time.Minute

// NewByHost returns a ByHost that has made nothing yet.
func NewByHost(common *Live, source HostSource, now func() time.Time, logger *slog.Logger) *ByHost {
	return &ByHost{Live: common, source: source, now: now, logger: logger, hosts: map[string]hostLive{}}
}

// GetCertificate implements tls.Config.GetCertificate.
func (b *ByHost) GetCertificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := strings.ToLower(strings.TrimSuffix(hello.ServerName, "."))
	if host != "" && b.Leaf().VerifyHostname(host) != nil {
		if live := b.of(host); live != nil {
			return live.GetCertificate(hello)
		}
	}
	return b.Live.GetCertificate(hello)
}

// of is the certificate of a host, nil when it has none.
func (b *ByHost) of(host string) *Live {
	if !b.source.Known(host) {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if has, ok := b.hosts[host]; ok && (has.live != nil || b.now().Before(has.again)) {
		return has.live
	}
	maps.DeleteFunc(b.hosts, func(host string, _ hostLive) bool { return !b.source.Known(host) })
	live, err := b.source.Make(host)
	if err == nil && live.Leaf().VerifyHostname(host) != nil {
		err = errors.New("the development authority may not sign for it (rip-server ca init --force --host " + host + " makes one that may)")
	}
	if err != nil {
		b.logger.Warn("a host has no certificate of its own, so browsers will warn", "host", host, "err", err)
		live = nil
	}
	b.hosts[host] = hostLive{live, b.now().Add(hostAgain)}
	return live
}

// Reload asks all sources now. After an error the old certificates stay.
func (b *ByHost) Reload() error {
	errs := []error{b.Live.Reload()}
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.DeleteFunc(b.hosts, func(host string, has hostLive) bool { return has.live == nil || !b.source.Known(host) })
	for host, has := range b.hosts {
		if err := has.live.Reload(); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", host, err))
		}
	}
	return errors.Join(errs...)
}
