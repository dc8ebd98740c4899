package node_test

import (
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/node"
)

func TestSignalsGoToWhoListensForThem(t *testing.T) {
	for name, c := range map[string]struct {
		body    string
		taken   bool
		printed string
	}{
		"a listener":        {`process.on('SIGTERM', (...args) => console.log(...args))`, true, "SIGTERM 15\n"},
		"another's":         {`process.on('SIGINT', () => console.log('no'))`, false, ""},
		"no longer":         {`const f = () => {}; process.on('SIGTERM', f); process.off('SIGTERM', f)`, false, ""},
		"one of two is":     {`const f = () => {}; process.on('SIGTERM', f).once('SIGTERM', (name) => console.log(name)); process.off('SIGTERM', f)`, true, "SIGTERM\n"},
		"none of a name":    {`process.on('SIGNIFICANT', () => console.log('no'))`, false, ""},
		"process not there": {``, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if _, err := w.run(c.body); err != nil {
				t.Fatal(err)
			}
			var deliver func(syscall.Signal) bool
			if err := w.Do(func() error { deliver = node.Signals(w.VM); return nil }); err != nil {
				t.Fatal(err)
			}
			if taken := deliver(syscall.SIGTERM); taken != c.taken {
				t.Errorf("taken: %t, want %t", taken, c.taken)
			}
			if err := w.Do(func() error { return w.Loop.Until(w.Loop.Spent) }); err != nil || w.stdout.String() != c.printed {
				t.Errorf("%v, printed %q, want %q", err, w.stdout.String(), c.printed)
			}
		})
	}
}
