package lb

import (
	"bufio"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// HealthCheck probes idle workers now and then; off while Path is empty. A
// probe takes the worker's turn, as a request does, so that it never makes a
// second one in flight.
type HealthCheck struct {
	Path     string
	Interval time.Duration
	Failures int           // in a row that open the circuit
	Circuit  time.Duration // how long a worker is then left out
}

// checkHealth probes the workers, one after the other, until Close.
func (b *Balancer) checkHealth() {
	tick := time.NewTicker(b.opts.Health.Interval)
	defer tick.Stop()
	failures := make(map[string]int)
	for {
		select {
		case <-b.stop:
			return
		case <-tick.C:
			for _, id := range b.pool.idleIDs() {
				b.probeWorker(id, failures)
			}
		}
	}
}

// probeWorker probes one worker if it is still idle.
func (b *Balancer) probeWorker(id string, failures map[string]int) {
	w := b.pool.take(id)
	if w == nil {
		return
	}
	err := b.probe(w)
	if err == nil {
		delete(failures, id)
		b.release(w, false)
		return
	}
	failures[id]++
	if failures[id] < b.opts.Health.Failures {
		b.release(w, false)
		return
	}
	b.opts.Logger.Warn("worker fails its health checks; left out for a while",
		"worker", id, "failures", failures[id], "for", b.opts.Health.Circuit, "err", err)
	delete(failures, id)
	b.metrics.circuits.Add(1)
	b.pool.Quarantine(w, b.opts.Health.Circuit)
}

// probe asks for the health path over a connection of its own; any answer
// below 500 is healthy.
func (b *Balancer) probe(w *Worker) error {
	nc, err := w.connect(b.opts.ConnectTimeout)
	if err != nil {
		return err
	}
	defer nc.Close()
	nc.SetDeadline(time.Now().Add(b.opts.ReadTimeout))
	if _, err := fmt.Fprintf(nc, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b.opts.Health.Path); err != nil {
		return err
	}
	var resp http1.Response
	br := bufio.NewReader(nc)
	if err := resp.Read(br, maxWorkerHead); err != nil {
		return err
	}
	if resp.Status >= 500 {
		return fmt.Errorf("%s answered %d", b.opts.Health.Path, resp.Status)
	}
	if resp.Bodiless(false) {
		return nil
	}
	return readProbe(&bodySource{br: br, chunked: resp.Chunked, left: resp.Length})
}

// probeBody is more than any health page has.
const probeBody = 1 << 20

// readProbe takes the answer's body off the worker, whose turn ends with it and
// not with its head.
func readProbe(src *bodySource) (err error) {
	var piece []byte
	for size := 0; !src.done(); size += len(piece) {
		if size > probeBody {
			return fmt.Errorf("the answer is longer than %d bytes", probeBody)
		}
		if piece, err = src.next(piece[:0], relayPiece); err != nil {
			return err
		}
	}
	return nil
}
