//go:build unix && !linux

package socket

import "syscall"

// TryRead reads what there is; EAGAIN: nothing.
func TryRead(fd uintptr, p []byte) (int, syscall.Errno) {
	n, err := syscall.Read(int(fd), p)
	return n, errnoOf(err)
}

// TryWrite writes as much as there is room for; EAGAIN: none.
func TryWrite(fd uintptr, p []byte) (int, syscall.Errno) {
	n, err := syscall.Write(int(fd), p)
	return n, errnoOf(err)
}

// TryPeek looks for one byte without taking it.
func TryPeek(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, err := syscall.Recvfrom(int(fd), p, syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	return n, errnoOf(err)
}

func errnoOf(err error) syscall.Errno {
	errno, _ := err.(syscall.Errno) // package syscall returns nothing else
	return errno
}
