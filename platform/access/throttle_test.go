package access

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestPeerThatGuessesWronglyHasToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var guesses Throttle
		evil, good := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
		for range burst {
			if guesses.Blocked(evil) > 0 {
				t.Fatal("blocked too early")
			}
			guesses.Fail(evil)
		}
		if wait := guesses.Blocked(evil); wait != forgive {
			t.Errorf("waits %v", wait)
		}
		if guesses.Blocked(good) > 0 {
			t.Error("another peer has to wait")
		}
		time.Sleep(forgive)
		if wait := guesses.Blocked(evil); wait != 0 {
			t.Errorf("waits %v still", wait)
		}
		guesses.Fail(evil)
		if guesses.Blocked(evil) != forgive {
			t.Error("more than one guess for one forgiven")
		}
		time.Sleep(burst * forgive)
		if guesses.Fail(evil); guesses.Blocked(evil) != 0 {
			t.Error("old failures are not forgotten")
		}
	})
}

func TestPeersOfOneNetworkShareTheirGuesses(t *testing.T) {
	var guesses Throttle
	for range burst {
		guesses.Fail(netip.MustParseAddr("2001:db8::1"))
		guesses.Fail(netip.MustParseAddr("::ffff:10.0.0.1"))
	}
	for peer, want := range map[string]bool{"2001:db8::2": true, "2001:db8:0:1::1": false, "10.0.0.1": true, "10.0.0.2": false} {
		if got := guesses.Blocked(netip.MustParseAddr(peer)) > 0; got != want {
			t.Errorf("%s blocked: %v", peer, got)
		}
	}
}

func TestThrottleRemembersNoMoreThanItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var guesses Throttle
		evil := netip.MustParseAddr("10.0.0.1")
		for range burst {
			guesses.Fail(evil)
		}
		peer := netip.MustParseAddr("11.0.0.0")
		for range 2 * maxPeers {
			guesses.Fail(peer)
			peer = peer.Next()
		}
		if len(guesses.peers) > maxPeers+1 {
			t.Errorf("%d peers", len(guesses.peers))
		}
		if guesses.Blocked(evil) == 0 {
			t.Error("who fills the map is free of it")
		}
		if guesses.Blocked(peer) == 0 {
			t.Error("who does not fit has as many guesses as it likes")
		}
		time.Sleep(2 * maxPeers * forgive)
		guesses.Fail(peer)
		if len(guesses.peers) > 2 {
			t.Errorf("%d peers that are forgiven are remembered", len(guesses.peers))
		}
	})
}
