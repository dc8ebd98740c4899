package platform

import (
	"fmt"
	"slices"
)

// State is where an app is in its life. Its text is what the API says.
type State string

// The states. An app that is Failed, "error", is wanted running and has no
// worker that serves; attempts go on. One that is Idle has let its workers go
// and starts them with the next request.
const (
	Deployed State = "deployed"
	Starting State = "starting"
	Running  State = "running"
	Stopping State = "stopping"
	Stopped  State = "stopped"
	Failed   State = "error"
	Idle     State = "idle"
)

// transitions lists where an app may go from each state.
func transitions(from State) []State {
	switch from {
	case Deployed, Stopped:
		return []State{Starting}
	case Starting:
		return []State{Running, Failed, Stopping}
	case Running:
		return []State{Failed, Idle, Stopping}
	case Failed:
		return []State{Starting, Running, Stopping}
	case Idle:
		return []State{Starting, Stopping}
	case Stopping:
		return []State{Stopped}
	}
	return nil
}

// advance returns to, or an error that names both states when an app may not go there.
func (s State) advance(to State) (State, error) {
	if !slices.Contains(transitions(s), to) {
		return s, fmt.Errorf("an app that is %s cannot become %s", s, to)
	}
	return to, nil
}
