//go:build linux && (amd64 || arm64)

package bundle

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// watched is the path of a file as the kernel takes it, with its final NUL,
// so that looking at it allocates nothing.
type watched []byte

func newWatched(path string) watched { return append([]byte(path), 0) }

func (w watched) path() string { return string(w[:len(w)-1]) }

// stat looks at the file, or at what a link leads to. fstatat takes 0.75 µs,
// statx 1.2 (Linux 6, in a small virtual machine).
func (w watched) stat() (s stat, isDir bool, err error) {
	var st unix.Stat_t
	cwd := unix.AT_FDCWD
	_, _, errno := unix.Syscall6(unix.SYS_NEWFSTATAT, uintptr(cwd),
		uintptr(unsafe.Pointer(&w[0])), uintptr(unsafe.Pointer(&st)), 0, 0, 0)
	if errno != 0 {
		return stat{}, false, errno
	}
	return stat{
		Mtime: st.Mtim.Nano(), Ctime: st.Ctim.Nano(), Size: st.Size, Inode: st.Ino,
	}, st.Mode&unix.S_IFMT == unix.S_IFDIR, nil
}
