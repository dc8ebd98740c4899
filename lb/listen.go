package lb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// Listen opens the sockets of one address: "localhost" is both loopback
// families, "" every interface, anything else one IP or name. With replicas
// above one, each is opened so many times with SO_REUSEPORT and the kernel
// spreads connections over them. Port 0 takes any free port, the same for all.
//
// The listen backlog is the kernel's maximum (net.core.somaxconn on Linux).
func Listen(host string, port, replicas int) ([]net.Listener, error) {
	hosts := []string{host}
	if host == "localhost" {
		hosts = []string{"127.0.0.1", "::1"}
	}
	var lns []net.Listener
	for i, h := range hosts {
		opened, err := listenReplicas(h, port, replicas)
		if i > 0 && noSuchFamily(err) {
			continue // a machine without IPv6
		}
		if err != nil {
			closeAll(lns)
			return nil, err
		}
		lns = append(lns, opened...)
		port = opened[0].Addr().(*net.TCPAddr).Port
	}
	return lns, nil
}

func noSuchFamily(err error) bool {
	return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
}

func listenReplicas(host string, port, replicas int) ([]net.Listener, error) {
	// The first look is without SO_REUSEPORT: with it, a second server of the
	// same user would silently share the port.
	lc := net.ListenConfig{KeepAlive: -1} // off; see watchPeer
	first, err := lc.Listen(context.Background(), "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil || replicas <= 1 {
		return []net.Listener{first}, err
	}
	port = first.Addr().(*net.TCPAddr).Port
	first.Close()
	lc.Control = reusePort
	var lns []net.Listener
	for range replicas {
		ln, err := lc.Listen(context.Background(), "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			closeAll(lns)
			return nil, fmt.Errorf("open listener %d of %d: %w", len(lns)+1, replicas, err)
		}
		lns = append(lns, ln)
	}
	return lns, nil
}

func closeAll(lns []net.Listener) {
	for _, ln := range lns {
		ln.Close()
	}
}
