//go:build !linux && !darwin

package control

import (
	"errors"
	"net"
	"runtime"
)

// maxSocketPath is the smallest sun_path among the BSDs, less its terminating zero.
const maxSocketPath = 103

// peerOf fails: without the kernel's word on who is calling, the control
// socket stays closed.
func peerOf(*net.UnixConn) (Peer, error) {
	return Peer{}, errors.New("rip-server does not know how to identify a socket's peer on " + runtime.GOOS)
}
