package main

import (
	"errors"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// backlog is more than any benchmark's connections; the kernel cuts it down.
const backlog = 1 << 16

func listen(port int) (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return 0, err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return 0, err
	}
	return fd, syscall.Listen(fd, backlog)
}

func connect(socket string) (int, error) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	if err := syscall.Connect(fd, &syscall.SockaddrUnix{Name: socket}); err != nil {
		return 0, err
	}
	return fd, syscall.SetNonblock(fd, true)
}

// accept takes every client that waits.
func (r *relay) accept() error {
	for {
		fd, _, err := syscall.Accept4(r.listener, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		switch {
		case errors.Is(err, syscall.EAGAIN):
			return nil
		case errors.Is(err, syscall.ECONNABORTED), errors.Is(err, syscall.EINTR):
			continue
		case err != nil:
			return err
		}
		_ = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1) // slower without, not wrong
		if _, err := r.adopt(fd); err != nil {
			return err
		}
	}
}

// adopt makes a connection known and watched.
func (r *relay) adopt(fd int) (*end, error) {
	for len(r.ends) <= fd {
		r.ends = append(r.ends, nil)
	}
	r.ends[fd] = &end{fd: fd}
	return r.ends[fd], r.watch(fd)
}

func (r *relay) watch(fd int) error {
	return syscall.EpollCtl(r.epoll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(fd)})
}

// read appends what is there to the buffer; false is that the peer is gone.
func (e *end) read() bool {
	if cap(e.buffer)-len(e.buffer) < 2048 {
		grown := make([]byte, len(e.buffer), 2*cap(e.buffer)+4096)
		copy(grown, e.buffer)
		e.buffer = grown
	}
	space := e.buffer[len(e.buffer):cap(e.buffer)]
	n, errno := call(syscall.SYS_READ, e.fd, space)
	if n > 0 {
		e.buffer = e.buffer[:len(e.buffer)+n]
	}
	return n > 0 || errno == syscall.EAGAIN || errno == syscall.EINTR
}

// whole reports whether the buffer has the message's end.
func (e *end) whole() bool {
	if e.need == 0 {
		e.need = messageLength(e.buffer)
	}
	return e.need > 0 && len(e.buffer) >= e.need
}

// reset makes the connection ready for its next message.
func (e *end) reset() { e.buffer, e.need, e.other = e.buffer[:0], 0, nil }

// writeAll writes everything, waiting for room when the socket has none: the
// yardstick's clients read as fast as they can.
func writeAll(fd int, p []byte) bool {
	for len(p) > 0 {
		n, errno := call(syscall.SYS_WRITE, fd, p)
		switch {
		case n > 0:
			p = p[n:]
		case errno == syscall.EAGAIN:
			awaitRoom(fd)
		case errno != syscall.EINTR:
			return false
		}
	}
	return true
}

// call is a read or write that cannot block, without the scheduler's
// bookkeeping around system calls that may.
func call(trap uintptr, fd int, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	if errno != 0 {
		return -1, errno
	}
	return int(n), 0
}

func awaitRoom(fd int) {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
	_, _ = unix.Poll(fds, -1) // an error comes back with the next write
}
