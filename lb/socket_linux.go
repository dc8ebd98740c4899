package lb

import (
	"syscall"
	"unsafe"
)

// The socket calls on every request's path. Our sockets never block, so these
// go to the kernel without telling the scheduler: package syscall tells it each
// time, sysmon then takes the processor away from calls that a preemption made
// long, and wakes every 20 µs to look for them (measured: a tenth of the
// balancer's CPU time). Linux only, where RawSyscall is what it says.

func sysRead(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(syscall.SYS_READ, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), errno
}

func sysWrite(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return int(n), errno
}

// sysPeek looks for one byte without taking it.
func sysPeek(fd uintptr, p []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall6(syscall.SYS_RECVFROM, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)),
		syscall.MSG_PEEK|syscall.MSG_DONTWAIT, 0, 0)
	return int(n), errno
}
