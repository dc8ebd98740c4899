package contracttest

import "testing"

// Run tries a runtime.
func Run(t *testing.T, start Start) {
	for name, try := range map[string]func(*testing.T, Start){
		"shapes":   shapes,
		"changes":  changes,
		"answers":  answers,
		"failures": failures,
		"reloads":  reloads,
		"streams":  streams,
		"sockets":  sockets,
		"turns":    turns,
	} {
		t.Run(name, func(t *testing.T) { try(t, start) })
	}
}
