package testkit

import (
	"fmt"
	"math/rand/v2"
	"net"
)

// failer is a test, or a script of one.
type failer interface {
	Fatalf(format string, args ...any)
}

// FreePort is a port that is free now, for programs that cannot be given a
// listener. Somebody else may take it meanwhile: it is below those that Linux
// gives to who wants any, and to connections, so that few would.
func FreePort(t failer) int {
	var err error
	for range 100 {
		var ln net.Listener
		port := 12_000 + rand.IntN(8_000)
		if ln, err = net.Listen("tcp", fmt.Sprintf(":%d", port)); err == nil {
			ln.Close()
			return port
		}
	}
	t.Fatalf("find a free port: %v", err)
	return 0
}
