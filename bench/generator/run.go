package generator

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Run puts the load on the server and returns what its clients saw. Whatever
// goes wrong with requests is part of the result; the error is for a plan that
// makes no sense, or ctx's when that ended first. It returns when the last
// connection is closed.
func Run(ctx context.Context, plan Plan) (*Result, error) {
	load, err := plan.prepare()
	if err != nil {
		return nil, err
	}
	run := &run{load: &load, tally: newTally(), start: time.Now()}
	run.end = run.start.Add(load.Duration)
	if load.Rate > 0 {
		run.interval = time.Duration(float64(time.Second) / load.Rate)
		run.total = max(1, int64(load.Rate*load.Duration.Seconds()))
	}
	var clients sync.WaitGroup
	for range load.Connections {
		clients.Go(func() { // ends with the run's time, at the latest a timeout later
			client := newClient(&load)
			defer client.close()
			if load.Rate > 0 {
				run.open(ctx, client)
			} else {
				run.closed(ctx, client)
			}
		})
	}
	clients.Wait()
	run.countUnsent()
	run.tally.result.Elapsed = time.Since(run.start)
	return &run.tally.result, ctx.Err()
}

// run is the state that the connections of one Run share.
type run struct {
	load       *prepared
	tally      *tally
	start, end time.Time
	// Open loop: request number i is due at start + i·interval.
	interval time.Duration
	total    int64
	next     atomic.Int64
}

// closed sends as soon as there is an answer. After a failure it waits a
// little: a server that is down would be hammered with connects otherwise.
func (r *run) closed(ctx context.Context, c *client) {
	for ctx.Err() == nil {
		began := time.Now()
		if !began.Before(r.end) {
			return
		}
		status, size, failure := c.exchange(ctx)
		if ctx.Err() != nil {
			return
		}
		r.tally.record(began, began, time.Now(), status, size, failure)
		if failure == failConnect {
			pause(ctx, connectPause)
		}
	}
}

const connectPause = 10 * time.Millisecond

// open takes the next request that no connection has taken, waits until it is
// due, and sends it. When all connections are busy requests become overdue; they
// are sent all the same, and their lateness is measured.
func (r *run) open(ctx context.Context, c *client) {
	lastChance := r.end.Add(r.load.Timeout)
	for ctx.Err() == nil && time.Now().Before(lastChance) {
		number := r.next.Add(1) - 1
		if number >= r.total {
			return
		}
		due := r.start.Add(time.Duration(number) * r.interval)
		pauseUntil(ctx, due)
		began := time.Now()
		status, size, failure := c.exchange(ctx)
		if ctx.Err() != nil {
			return
		}
		r.tally.record(due, began, time.Now(), status, size, failure)
	}
}

// countUnsent counts what was due and never taken by a connection.
func (r *run) countUnsent() {
	if unsent := r.total - r.next.Load(); r.load.Rate > 0 && unsent > 0 {
		r.tally.result.Failures[failUnsent] += int(unsent)
	}
}
