package manager

import (
	"slices"
	"strings"
	"testing"
)

func TestIllegalTransitionNamesBothStates(t *testing.T) {
	all := []State{Starting, Ready, Draining, Stopping, Stopped, BackingOff}
	for _, from := range all {
		for _, to := range all {
			got, err := from.advance(to)
			if slices.Contains(transitions(from), to) {
				if err != nil || got != to {
					t.Errorf("%v to %v: got %v, %v", from, to, got, err)
				}
				continue
			}
			if err == nil || got != from {
				t.Errorf("%v to %v is legal, it should not be", from, to)
			} else if text := err.Error(); !strings.Contains(text, from.String()) || !strings.Contains(text, to.String()) {
				t.Errorf("%v to %v: %q does not name both", from, to, text)
			}
		}
	}
}

func TestNoStateIsLeftAfterStopped(t *testing.T) {
	if len(transitions(Stopped)) != 0 {
		t.Errorf("a stopped worker can become %v", transitions(Stopped))
	}
}
