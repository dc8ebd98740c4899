package control

import (
	"fmt"
	"net"
)

// withDescriptor lends the connection's file descriptor to ask for the length of the call.
func withDescriptor(conn *net.UnixConn, ask func(fd int) error) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return fmt.Errorf("reach the socket's descriptor: %w", err)
	}
	var asked error
	if err := raw.Control(func(fd uintptr) { asked = ask(int(fd)) }); err != nil {
		return fmt.Errorf("reach the socket's descriptor: %w", err)
	}
	return asked
}
