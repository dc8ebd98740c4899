package control

import (
	"fmt"
	"net"

	"golang.org/x/sys/unix"
)

// maxSocketPath is sun_path less its terminating zero (unix(4)).
const maxSocketPath = 103

// peerOf asks the kernel who opened the connection (LOCAL_PEERCRED for the
// uid, LOCAL_PEERPID for the process).
func peerOf(conn *net.UnixConn) (Peer, error) {
	var peer Peer
	err := withDescriptor(conn, func(fd int) error {
		cred, err := unix.GetsockoptXucred(fd, unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
		if err != nil {
			return fmt.Errorf("read LOCAL_PEERCRED: %w", err)
		}
		pid, err := unix.GetsockoptInt(fd, unix.SOL_LOCAL, unix.LOCAL_PEERPID)
		if err != nil {
			return fmt.Errorf("read LOCAL_PEERPID: %w", err)
		}
		peer = Peer{UID: int(cred.Uid), PID: pid}
		return nil
	})
	return peer, err
}
