package generator

import (
	"context"
	"time"
)

// coarse is how late Go's timers may be: a program that waits for the network
// rounds them up to a millisecond of epoll. Latencies that count from a due time
// would all have some of that in them.
const coarse = 1500 * time.Microsecond

// pauseUntil waits for a moment, precisely where the system can, or for the end
// of ctx.
func pauseUntil(ctx context.Context, moment time.Time) {
	pause(ctx, time.Until(moment)-coarse)
	if left := time.Until(moment); left > 0 && ctx.Err() == nil {
		sleepPrecisely(left)
	}
}

// pause waits for d or the end of ctx.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
