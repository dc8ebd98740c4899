package socket

import (
	"syscall"
	"unsafe"
)

// The calls on every request's path. Sockets that Go has opened never block, so
// these go to the kernel without telling the scheduler: package syscall tells it each
// time, sysmon then takes the processor away from calls that a preemption made
// long, and wakes every 20 µs to look for them (measured: a tenth of the
// balancer's CPU time, a third of an embedded worker's process and its balancer
// together). Linux only, where RawSyscall is what it says.

// TryRead reads what there is; EAGAIN: nothing.
func TryRead(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(syscall.SYS_READ, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), errno
}

// TryWrite writes as much as there is room for; EAGAIN: none.
func TryWrite(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), errno
}

// TryPeek looks for one byte without taking it.
func TryPeek(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		syscall.MSG_PEEK|syscall.MSG_DONTWAIT, 0, 0)
	return int(n), errno
}
