package generator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Crowd is a number of open connections that have asked once and are idle.
type Crowd struct{ clients []*client }

// gatherers are how many connections are opened at the same time.
const gatherers = 64

// Gather opens so many connections to a URL and asks for it once on each. On an
// error none stays open.
func Gather(ctx context.Context, url string, connections int) (*Crowd, error) {
	load, err := Plan{URL: url, Connections: connections, Duration: time.Second}.prepare()
	if err != nil {
		return nil, err
	}
	crowd := &Crowd{clients: make([]*client, connections)}
	errs := make([]error, connections)
	inParallel(connections, func(i int) {
		crowd.clients[i] = newClient(&load)
		errs[i] = crowd.clients[i].greet(ctx)
	})
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		crowd.Disperse()
		return nil, fmt.Errorf("connection %d: %w", i+1, errs[i])
	}
	return crowd, nil
}

// greet opens the connection and wants a 200 on it.
func (c *client) greet(ctx context.Context) error {
	status, _, failure := c.exchange(ctx)
	if failure != "" {
		return errors.New(failure)
	}
	if status != 200 {
		return fmt.Errorf("status %d", status)
	}
	return nil
}

// Disperse closes all connections and returns how many had still been open.
func (c *Crowd) Disperse() int {
	var open atomic.Int64
	inParallel(len(c.clients), func(i int) {
		if conn := c.clients[i].conn; conn != nil && isQuiet(conn) {
			open.Add(1)
		}
	})
	for _, client := range c.clients {
		client.close()
	}
	return int(open.Load())
}

// inParallel does a job for 0 … n-1, some at the same time, and waits for all.
func inParallel(n int, job func(int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range gatherers {
		all.Go(func() { // ends when all jobs are taken
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				job(i)
			}
		})
	}
	all.Wait()
}

// isQuiet tells that nothing came, not even an end.
func isQuiet(conn net.Conn) bool {
	if conn.SetReadDeadline(time.Now().Add(50*time.Microsecond)) != nil {
		return false
	}
	_, err := conn.Read(make([]byte, 1))
	return errors.Is(err, os.ErrDeadlineExceeded)
}
