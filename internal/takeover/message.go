// Package takeover hands what a serving process has over to another one, which
// is usually a newer build of the same program: its listening sockets, so that
// no connection is refused in between, and its locks, so that nobody else gets
// them. The old process serves on until the new one says that it does.
//
// Sockets go the way of sd_listen_fds(3), with LISTEN_PID naming the parent,
// since nobody can know the child's before it runs. The rest is in one
// variable of our own.
package takeover

import (
	"encoding/json"
	"fmt"
)

// variable is where the child finds what it is given.
const variable = "RIP_TAKEOVER"

// handed is the variable's content.
type handed struct {
	PID   int             `json:"pid"`   // of the parent
	Reply int             `json:"reply"` // descriptor of the pipe for the child's answer
	Locks map[string]held `json:"locks"`
}

// held is one lock: its descriptor, and the generation of who gets it.
type held struct {
	FD         int `json:"fd"`
	Generation int `json:"generation"`
}

// reply is what the child says, once.
type reply struct {
	Ready bool   `json:"ready"`
	Error string `json:"error,omitempty"`
}

func (h handed) entry() string {
	text, err := json.Marshal(h)
	if err != nil {
		panic(fmt.Sprintf("takeover: numbers and names do not marshal: %v", err))
	}
	return variable + "=" + string(text)
}
