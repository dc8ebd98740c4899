package ca

import (
	"crypto/tls"
	"crypto/x509"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"
)

// Leaf is the first certificate, for people to be told of.
func (l *Live) Leaf() *x509.Certificate { return (*l.current.Load())[0].Leaf }

func names(cert *x509.Certificate) string { return strings.Join(describe("", "", cert).Names, " ") }

// LiveFiles serves certificates from files. They are read again when one of
// them changes, which handshakes look for at most once a second.
func LiveFiles(paths []string, now func() time.Time, logger *slog.Logger) (*Live, error) {
	return newLive(&files{paths: slices.Clone(paths)}, now, logger)
}

// LiveDev serves an app's certificate by the authority of home. It is renewed,
// and follows the authority and the machine's addresses; at most once a minute.
func LiveDev(home Home, app string, names func() Names, now func() time.Time, logger *slog.Logger) (*Live, error) {
	return newLive(&dev{home: home, app: app, names: names}, now, logger)
}

// LiveQuick serves a certificate that is signed by itself, made now.
func LiveQuick(app string, names Names, now func() time.Time, logger *slog.Logger) (*Live, error) {
	return newLive(&quick{app: app, names: names}, now, logger)
}

type files struct {
	paths []string
	seen  []fs.FileInfo // nil: it is not there
}

func (f *files) every() time.Duration { return time.Second }

func (f *files) load(now time.Time) ([]tls.Certificate, error) { return LoadFiles(f.paths, now) }

func (f *files) changed(time.Time) bool {
	seen := make([]fs.FileInfo, len(f.paths))
	for i, path := range f.paths {
		seen[i], _ = os.Stat(path) // one that is not there has changed, and load says so
	}
	before := f.seen
	f.seen = seen
	return !slices.EqualFunc(before, seen, sameFile)
}

func sameFile(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

type dev struct {
	home  Home
	app   string
	names func() Names
}

func (d *dev) every() time.Duration { return time.Minute }

// changed is also true after an error, which load then tells.
func (d *dev) changed(now time.Time) bool {
	authority, err := Load(d.home)
	if err != nil {
		return true
	}
	kept, err := authority.kept(d.app)
	return err != nil || !authority.serves(kept.Leaf, d.names().with(authority), now)
}

func (d *dev) load(now time.Time) ([]tls.Certificate, error) {
	authority, err := Load(d.home)
	if err != nil {
		return nil, err
	}
	cert, err := authority.Leaf(d.app, d.names(), now)
	return []tls.Certificate{cert}, err
}

type quick struct {
	app   string
	names Names
	cert  tls.Certificate // the zero one is none
}

func (q *quick) every() time.Duration { return time.Minute }

func (q *quick) changed(now time.Time) bool {
	return q.cert.Leaf == nil || q.cert.Leaf.NotAfter.Sub(now) < renewBefore
}

// load keeps to one certificate, since people have told their browsers of it.
func (q *quick) load(now time.Time) ([]tls.Certificate, error) {
	if q.changed(now) {
		cert, err := Quick(q.app, q.names, now)
		if err != nil {
			return nil, err
		}
		q.cert = cert
	}
	return []tls.Certificate{q.cert}, nil
}
