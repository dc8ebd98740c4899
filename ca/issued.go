package ca

import (
	"crypto/tls"
	"log/slog"
	"time"
)

// LiveIssued is LiveDev for a certificate that is kept in memory only: names
// come and go while the server runs, and whose they are is known to it alone.
func LiveIssued(home Home, subject string, names func() Names, now func() time.Time, logger *slog.Logger) (*Live, error) {
	return newLive(&issued{home: home, subject: subject, names: names}, now, logger)
}

type issued struct {
	home    Home
	subject string
	names   func() Names
	cert    tls.Certificate // the zero one is none
}

func (i *issued) every() time.Duration { return time.Minute }

// changed is also true after an error, which load then tells.
func (i *issued) changed(now time.Time) bool {
	authority, err := Load(i.home)
	return err != nil || !i.fresh(authority, now)
}

func (i *issued) fresh(authority *Authority, now time.Time) bool {
	return i.cert.Leaf != nil && authority.serves(i.cert.Leaf, i.names().with(authority), now)
}

func (i *issued) load(now time.Time) ([]tls.Certificate, error) {
	authority, err := Load(i.home)
	if err != nil {
		return nil, err
	}
	if !i.fresh(authority, now) {
		made, err := authority.issue(i.subject, i.names().with(authority), now)
		if err != nil {
			return nil, err
		}
		i.cert = made.pair()
	}
	return []tls.Certificate{i.cert}, nil
}
