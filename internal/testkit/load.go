package testkit

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Load is a closed loop of clients: each sends its next request when the last
// one is answered, over a kept-alive connection of its own.
type Load struct {
	Addr    string
	Clients int
	// Each bounds how many requests a client sends; 0 is until Stop.
	Each int
	// Pause is between two requests of a client.
	Pause time.Duration
	// Send sends the n-th request of a client. Nil: GET /.
	Send func(c *Client, client, n int) (Answer, error)
	// Seen gets every answer, from many goroutines; err is not nil where there was none.
	Seen func(client, n int, a Answer, err error)
}

// Tally is what came of the requests of a load.
type Tally struct {
	Requests int
	Status   map[int]int
	Errors   []error // requests without a whole answer
	Bodies   map[string]int
}

// Running is a load under way.
type Running struct {
	load  Load
	stop  chan struct{}
	once  sync.Once
	done  sync.WaitGroup
	mu    sync.Mutex
	tally Tally
	moved chan struct{} // closed and renewed with every answer
}

// Start starts the clients. The test's end stops them if nobody does before.
func (l Load) Start(t testing.TB) *Running {
	t.Helper()
	if l.Send == nil {
		l.Send = func(c *Client, _, _ int) (Answer, error) { return c.Get("/") }
	}
	r := &Running{load: l, stop: make(chan struct{}), moved: make(chan struct{})}
	r.tally = Tally{Status: map[int]int{}, Bodies: map[string]int{}}
	for client := range l.Clients {
		r.done.Go(func() { r.loop(client) }) // ends with Each or Stop
	}
	t.Cleanup(func() { r.Stop() })
	return r
}

func (r *Running) loop(client int) {
	c := NewClient(r.load.Addr)
	defer c.Close()
	for n := 0; r.load.Each == 0 || n < r.load.Each; n++ {
		select {
		case <-r.stop:
			return
		case <-time.After(r.load.Pause):
		}
		answer, err := r.load.Send(c, client, n)
		if r.load.Seen != nil {
			r.load.Seen(client, n, answer, err)
		}
		r.count(answer, err)
	}
}

func (r *Running) count(a Answer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tally.Requests++
	if err != nil {
		r.tally.Errors = append(r.tally.Errors, err)
	} else {
		r.tally.Status[a.Status]++
		if len(a.Body) < 64 {
			r.tally.Bodies[a.Body]++
		}
	}
	close(r.moved)
	r.moved = make(chan struct{})
}

// More waits until the load has got n further answers.
func (r *Running) More(t testing.TB, n int) {
	t.Helper()
	deadline := time.After(patience)
	r.mu.Lock()
	want := r.tally.Requests + n
	r.mu.Unlock()
	for {
		r.mu.Lock()
		got, moved := r.tally.Requests, r.moved
		r.mu.Unlock()
		if got >= want {
			return
		}
		select {
		case <-moved:
		case <-deadline:
			t.Fatalf("the load stands still: %d answers, waiting for %d", got, want)
		}
	}
}

// Wait waits for clients whose requests are bounded by Each.
func (r *Running) Wait() Tally {
	r.done.Wait()
	return r.tally
}

// Stop lets every client finish its request, and ends the load.
func (r *Running) Stop() Tally {
	r.once.Do(func() { close(r.stop) })
	return r.Wait()
}

// WantAll fails the test unless every request was answered with that status.
func (y Tally) WantAll(t testing.TB, status int) {
	t.Helper()
	if y.Requests == 0 || y.Status[status] != y.Requests {
		t.Errorf("not every request was answered %d: %v", status, y)
	}
}

// String is the tally in one line, with the first few errors.
func (y Tally) String() string {
	var texts []string
	for _, err := range y.Errors[:min(3, len(y.Errors))] {
		texts = append(texts, err.Error())
	}
	var bad []string
	for body, n := range y.Bodies {
		if strings.HasPrefix(body, "50") {
			bad = append(bad, fmt.Sprintf("%d×%q", n, body))
		}
	}
	slices.Sort(bad)
	return fmt.Sprintf("%d requests, by status %v, %d without an answer %q %v", y.Requests, y.Status, len(y.Errors), texts, bad)
}
