package acme

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"time"
)

const (
	// loading is how long Start waits for certificates that are on disk: their
	// OCSP responses may have to be fetched.
	loading = 5 * time.Second
	// pause is between two rounds of attempts. Within a round certmagic waits
	// from one minute to six hours between them; it ends after thirty days, or
	// when the trial with the staging authority succeeds and the real one fails.
	pause = time.Hour
)

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
			"mend", "remove it from the folder "+folder+" in RIP_HOME and reload")
	}
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
