package appserver_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"
)

// intrude sends a GET straight to a worker's socket.
func (s *served) intrude(socket, path string) {
	conn, err := net.Dial("unix", socket)
	if err != nil {
		s.Error(err)
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: intruder\r\n\r\n")
	if resp, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || resp.StatusCode != http.StatusOK {
		s.Errorf("the worker answers its intruder %v %v", resp, err)
	}
}
