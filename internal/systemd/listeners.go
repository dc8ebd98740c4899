package systemd

import (
	"fmt"
	"net"
	"os"
	"syscall"
)

// Listeners opens the sockets that were passed, by name: each name may have
// several, and those without one are under "". They are the caller's; call it
// once. A descriptor that is no listening socket is an error, and then none is
// returned.
func (s Service) Listeners() (map[string][]net.Listener, error) {
	found := map[string][]net.Listener{}
	for i := range s.count {
		fd, name := s.first+i, ""
		if i < len(s.names) {
			name = s.names[i]
		}
		ln, err := inherit(fd, name)
		if err != nil {
			closeAll(found)
			return nil, err
		}
		found[name] = append(found[name], ln)
	}
	return found, nil
}

// inherit makes a listener of a descriptor, which it closes.
func inherit(fd int, name string) (net.Listener, error) {
	syscall.CloseOnExec(fd) // else each worker would hold the port
	file := os.NewFile(uintptr(fd), name)
	if file == nil {
		return nil, fmt.Errorf("descriptor %d (%q) was passed as a socket and is not open", fd, name)
	}
	defer file.Close()
	ln, err := net.FileListener(file)
	if err != nil {
		return nil, fmt.Errorf("descriptor %d (%q) was passed as a socket to listen on and is none: %w", fd, name, err)
	}
	return ln, nil
}

func closeAll(all map[string][]net.Listener) {
	for _, lns := range all {
		for _, ln := range lns {
			ln.Close()
		}
	}
}
