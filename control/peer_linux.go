package control

import (
	"fmt"
	"net"

	"golang.org/x/sys/unix"
)

// maxSocketPath is sun_path less its terminating zero (unix(7)).
const maxSocketPath = 107

// peerOf asks the kernel who opened the connection (SO_PEERCRED: the
// credentials are those at the time of connect and cannot be forged).
func peerOf(conn *net.UnixConn) (Peer, error) {
	var peer Peer
	err := withDescriptor(conn, func(fd int) error {
		cred, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED)
		if err != nil {
			return fmt.Errorf("read SO_PEERCRED: %w", err)
		}
		peer = Peer{UID: int(cred.Uid), PID: int(cred.Pid)}
		return nil
	})
	return peer, err
}
