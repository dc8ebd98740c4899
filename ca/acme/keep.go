package acme

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
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

// attempt is the care for one domain.
type attempt struct {
	cancel context.CancelFunc
	over   chan struct{} // closed when it has ended
}

// begin looks after domains, anew where it does already. What it returns is
// closed when what is on disk can be served.
func (k *Keeper) begin(domains []string) (loaded <-chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	done := make(chan struct{})
	if k.stopped {
		close(done)
		return done
	}
	var pending sync.WaitGroup
	for _, domain := range domains {
		pending.Add(1)
		k.attempt(domain, pending.Done)
	}
	k.renewing() // which is done for all of them again
	ctx, cancel := context.WithCancel(context.Background())
	k.renewing = cancel
	k.wg.Go(func() { // ends with the last one that is loaded, and with what is due
		pending.Wait()
		close(done)
		if err := k.cache.RenewManagedCertificates(ctx); err != nil && ctx.Err() == nil {
			k.logger.Error("certificates cannot be renewed; the next attempt is in a few minutes", "err", err)
		}
	})
	return done
}

// attempt has a goroutine keep a domain, after the one that does has ended.
func (k *Keeper) attempt(domain string, loaded func()) {
	ctx, cancel := context.WithCancel(context.Background())
	before, again := k.attempts[domain]
	now := &attempt{cancel, make(chan struct{})}
	k.attempts[domain] = now
	k.wg.Go(func() { // ends with cancel
		defer close(now.over)
		if again {
			before.cancel()
			<-before.over
		}
		k.keep(ctx, domain, loaded)
		<-ctx.Done()
		k.cache.RemoveManaged([]certmagic.SubjectIssuer{{Subject: domain}})
	})
}

// await waits for what begin returns.
func await(loaded <-chan struct{}) {
	select {
	case <-loaded:
	case <-time.After(loading):
	}
}

// keep loads the certificate of a domain, or gets one however long it takes.
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

// Want has the Keeper look after domains beside its own, and no longer after
// those of the last call that are not among them. Getting what is new goes on in
// the background. Calls are made between Start and Stop and do not overlap.
func (k *Keeper) Want(domains []string) {
	k.mu.Lock()
	var dropped []*attempt
	for domain, a := range k.attempts {
		if !slices.Contains(k.own, domain) && !slices.Contains(domains, domain) {
			delete(k.attempts, domain)
			dropped = append(dropped, a)
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(domains), func(domain string) bool { return k.attempts[domain] != nil })
	k.mu.Unlock()
	for _, a := range dropped {
		a.cancel()
	}
	for _, a := range dropped {
		<-a.over // or it would forget what may be wanted again by then
	}
	if len(fresh) > 0 {
		k.begin(fresh)
	}
}

// Reload tries again at once where a certificate is missing, whatever the pause
// until the next attempt would be: its user has mended something.
func (k *Keeper) Reload() error {
	if missing := k.Missing(); len(missing) > 0 {
		await(k.begin(missing))
	}
	return nil
}

// Missing are the domains that have no certificate yet.
func (k *Keeper) Missing() []string {
	return slices.DeleteFunc(k.domains(), func(domain string) bool {
		return len(k.cache.AllMatchingCertificates(domain)) > 0
	})
}

// domains are those that are looked after, its own first.
func (k *Keeper) domains() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	list := slices.Clone(k.own)
	for _, domain := range slices.Sorted(maps.Keys(k.attempts)) {
		if !slices.Contains(k.own, domain) {
			list = append(list, domain)
		}
	}
	return list
}

// has is whether a domain is looked after.
func (k *Keeper) has(domain string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.attempts[domain] != nil
}
