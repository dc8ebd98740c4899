package cli

import (
	"context"
	"log/slog"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// A terminal's ctrl-C goes to npm and to its child, and npm hands it on.
func TestOnlyASecondWishEndsADrainAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		cut   bool
	}{
		"the same signal once more": {time.Millisecond, false},
		"ctrl-C again":              {time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				signals := make(chan os.Signal, 1)
				l := lifecycle{Process: &Process{Signals: signals}, logger: slog.New(slog.DiscardHandler)}
				time.AfterFunc(c.after, func() { signals <- syscall.SIGINT })
				cut := false
				err := l.end(func(ctx context.Context) error {
					select {
					case <-ctx.Done():
						cut = true
						return ctx.Err()
					case <-time.After(5 * time.Second): // what is in flight is answered
						return nil
					}
				})
				if cut != c.cut || (err != nil) != c.cut {
					t.Errorf("cut off: %t, %v", cut, err)
				}
			})
		})
	}
}
