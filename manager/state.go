package manager

import "fmt"

// State is where a worker is in its life, or a slot by its worker.
type State int

const (
	Starting   State = iota // the process runs but has not joined
	Ready                   // it joined and serves
	Draining                // it gets no new requests and finishes what it has
	Stopping                // it was signalled and should be gone soon
	Stopped                 // it is reaped
	BackingOff              // a slot without a process, waiting to start one; no worker is ever in it
)

var stateNames = [...]string{"starting", "ready", "draining", "stopping", "stopped", "backoff"}

func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return fmt.Sprintf("State(%d)", int(s))
	}
	return stateNames[s]
}

// transitions lists where a worker may go from each state.
func transitions(from State) []State {
	switch from {
	case Starting:
		return []State{Ready, Stopping, Stopped}
	case Ready:
		return []State{Draining, Stopping, Stopped}
	case Draining:
		return []State{Stopping, Stopped}
	case Stopping:
		return []State{Stopped}
	}
	return nil
}

// advance returns to, or an error that names both states when a worker may not go there.
func (s State) advance(to State) (State, error) {
	for _, legal := range transitions(s) {
		if to == legal {
			return to, nil
		}
	}
	return s, fmt.Errorf("a worker that is %v cannot become %v", s, to)
}
