package control

import (
	"net"
	"os"
)

// ListenPrivate opens a Unix socket that only processes of this user reach: its
// directory has mode 0700, the socket 0600, and the kernel is asked who each
// peer is; others are hung up on. At most limit connections are open at once,
// further peers wait. Nothing may have the path: whoever holds its Claim
// removes what a dead process left.
func ListenPrivate(path string, limit int) (net.Listener, error) {
	ln, err := listen(path, limit)
	if err != nil {
		return nil, err
	}
	return &privateListener{ln, os.Geteuid()}, nil
}

type privateListener struct {
	*listener
	uid int
}

func (l *privateListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return nil, err
		}
		if pc, ok := conn.(*peerConn); ok && pc.peer.UID == l.uid {
			return conn, nil
		}
		conn.Close()
	}
}
