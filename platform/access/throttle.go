package access

import (
	"maps"
	"net/netip"
	"sync"
	"time"
)

const (
	// burst is how many wrong guesses a peer has, forgive how long it takes to
	// forget one of them.
	burst   = 10
	forgive = 6 * time.Second
	// maxPeers bounds what is remembered; beyond it all new peers share one.
	maxPeers = 4096
)

// Throttle counts wrong guesses per peer. Secrets cannot be guessed anyway; it
// keeps who tries from costing more than a map's entry. The zero Throttle is
// ready. Safe for concurrent use.
type Throttle struct {
	mu    sync.Mutex
	peers map[netip.Prefix]time.Time // when all its failures are forgiven
	swept time.Time                  // when those that are forgiven were last dropped
}

// Fail notes a wrong guess of peer.
func (t *Throttle) Fail(peer netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	p := t.place(peer, now)
	until := t.peers[p]
	if until.Before(now) {
		until = now
	}
	t.peers[p] = until.Add(forgive)
}

// Blocked is how long peer has to wait before it may guess again; 0 is not at all.
func (t *Throttle) Blocked(peer netip.Addr) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	until, known := t.peers[network(peer)]
	if !known && len(t.peers) >= maxPeers {
		until = t.peers[netip.Prefix{}]
	}
	if !until.After(now) {
		return 0
	}
	return max(0, until.Sub(now)-(burst-1)*forgive)
}

// place is what peer is remembered as; t.mu is held.
func (t *Throttle) place(peer netip.Addr, now time.Time) netip.Prefix {
	if t.peers == nil {
		t.peers = map[netip.Prefix]time.Time{}
	}
	p := network(peer)
	if _, known := t.peers[p]; known || len(t.peers) < maxPeers {
		return p
	}
	if now.Sub(t.swept) >= forgive { // one who sends from everywhere must not make this costly
		t.swept = now
		maps.DeleteFunc(t.peers, func(_ netip.Prefix, until time.Time) bool { return !until.After(now) })
	}
	if len(t.peers) < maxPeers {
		return p
	}
	return netip.Prefix{} // everybody else
}

// network is what one attacker has: an address, or the 64 bits of IPv6 that
// anybody gets (RFC 6177).
func network(peer netip.Addr) netip.Prefix {
	bits := 64
	if peer = peer.Unmap(); peer.Is4() {
		bits = 32
	}
	p, _ := peer.Prefix(bits) // an invalid address has the zero prefix
	return p
}
