package main

import (
	"errors"
	"fmt"
	"syscall"
)

// relay is the whole program's state; one thread owns it.
type relay struct {
	epoll    int
	listener int
	// ends has every connection by its descriptor.
	ends    []*end
	idle    []*end // workers without a request; the last one is taken first
	waiting fifo   // clients with a complete request and no worker
}

// end is a connection to a client or to a worker.
type end struct {
	fd     int
	worker bool
	// other is, for a worker, the client whose request it runs; for a client,
	// the worker that runs its request. nil is none.
	other  *end
	buffer []byte // what has been read of the message under way
	need   int    // its length; 0 while the head is incomplete
	closed bool
}

// newRelay listens on the port and connects to every worker's socket.
func newRelay(port int, sockets []string) (*relay, error) {
	epoll, err := syscall.EpollCreate1(0)
	if err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	r := &relay{epoll: epoll}
	if r.listener, err = listen(port); err != nil {
		return nil, fmt.Errorf("listen on port %d: %w", port, err)
	}
	if err := r.watch(r.listener); err != nil {
		return nil, err
	}
	for _, socket := range sockets {
		fd, err := connect(socket)
		if err != nil {
			return nil, fmt.Errorf("connect to the worker at %s: %w", socket, err)
		}
		worker, err := r.adopt(fd)
		if err != nil {
			return nil, err
		}
		worker.worker = true
		r.idle = append(r.idle, worker)
	}
	return r, nil
}

// run handles events until epoll or a worker fails.
func (r *relay) run() error {
	events := make([]syscall.EpollEvent, 1024)
	for {
		n, err := syscall.EpollWait(r.epoll, events, -1)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("epoll: %w", err)
		}
		for _, event := range events[:max(n, 0)] {
			if err := r.handle(int(event.Fd)); err != nil {
				return err
			}
		}
	}
}

func (r *relay) handle(fd int) error {
	if fd == r.listener {
		return r.accept()
	}
	e := r.ends[fd]
	switch {
	case e == nil: // closed by an earlier event of the same round
		return nil
	case e.worker:
		return r.readWorker(e)
	default:
		r.readClient(e)
		return nil
	}
}

// readClient takes what came from a client and starts its request once it is whole.
func (r *relay) readClient(client *end) {
	if !client.read() {
		r.hangUp(client)
		return
	}
	if client.other != nil || !client.whole() {
		return
	}
	if last := len(r.idle) - 1; last >= 0 {
		worker := r.idle[last]
		r.idle = r.idle[:last]
		r.start(client, worker)
		return
	}
	r.waiting.push(client)
}

// readWorker takes what came from a worker, and once the answer is whole hands
// it to the client and the worker to the oldest waiter.
func (r *relay) readWorker(worker *end) error {
	if !worker.read() || worker.other == nil {
		return fmt.Errorf("worker on descriptor %d hung up or spoke unasked", worker.fd)
	}
	if !worker.whole() {
		return nil
	}
	client := worker.other
	answer := worker.buffer
	worker.reset()
	if next := r.waiting.pop(); next != nil {
		r.start(next, worker) // before the answer is delivered: the worker must not wait
	} else {
		r.idle = append(r.idle, worker)
	}
	client.reset()
	if !client.closed && !writeAll(client.fd, answer) {
		r.hangUp(client)
	}
	return nil
}

// start sends a client's request to a worker.
func (r *relay) start(client, worker *end) {
	client.other, worker.other = worker, client
	writeAll(worker.fd, client.buffer) // a failure shows when the worker is read
}

// hangUp forgets a client; an answer under way for it is thrown away.
func (r *relay) hangUp(client *end) {
	client.closed = true
	r.ends[client.fd] = nil
	_ = syscall.Close(client.fd)
}
