package ca

import (
	"crypto/tls"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Live is the certificates of a listener. They are looked at again when a
// handshake comes and the last look is some time ago, and on Reload; what
// cannot be used then leaves the old ones in place. Safe for concurrent use; it
// has no goroutine.
type Live struct {
	source source
	now    func() time.Time
	logger *slog.Logger

	current atomic.Pointer[[]tls.Certificate]
	looked  atomic.Int64 // when, in Unix nanoseconds
	mu      sync.Mutex   // held while the source is asked
}

// source is where certificates come from. Its calls are made one at a time.
type source interface {
	// load returns at least one.
	load(now time.Time) ([]tls.Certificate, error)
	// changed is whether load may give something else than the last time.
	changed(now time.Time) bool
	// every is how much time is between two looks.
	every() time.Duration
}

// newLive loads for the first time; then an error is the caller's to tell.
func newLive(s source, now func() time.Time, logger *slog.Logger) (*Live, error) {
	l := &Live{source: s, now: now, logger: logger}
	return l, l.Reload()
}

// GetCertificate implements tls.Config.GetCertificate: the first certificate
// that the client can use for the host it names, else the first.
func (l *Live) GetCertificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	l.look()
	certs := *l.current.Load()
	for i := range certs {
		if hello.SupportsCertificate(&certs[i]) == nil {
			return &certs[i], nil
		}
	}
	return &certs[0], nil
}

// look asks the source again when it is time. One handshake does; the others
// take what there is.
func (l *Live) look() {
	now := l.now()
	if now.UnixNano()-l.looked.Load() < int64(l.source.every()) || !l.mu.TryLock() {
		return
	}
	defer l.mu.Unlock()
	l.looked.Store(now.UnixNano())
	if !l.source.changed(now) {
		return
	}
	if err := l.load(now); err != nil {
		l.logger.Error("the new certificate cannot be used; the old one stays", "err", err)
		return
	}
	l.logger.Info("certificate read again", "names", names(l.Leaf()), "until", l.Leaf().NotAfter.Format(time.DateOnly))
}

// Reload asks the source now. After an error the old certificates stay.
func (l *Live) Reload() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.looked.Store(now.UnixNano())
	l.source.changed(now) // whatever it is, it is being loaded
	return l.load(now)
}

func (l *Live) load(now time.Time) error {
	certs, err := l.source.load(now)
	if err == nil {
		l.current.Store(&certs)
	}
	return err
}
