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

// stat looks at the file, or at what a link leads to.
func (w watched) stat() (s stat, isDir bool, err error) {
	const mask = unix.STATX_TYPE | unix.STATX_MTIME | unix.STATX_CTIME | unix.STATX_SIZE | unix.STATX_INO
	var st unix.Statx_t
	cwd := unix.AT_FDCWD
	_, _, errno := unix.Syscall6(unix.SYS_STATX, uintptr(cwd),
		uintptr(unsafe.Pointer(&w[0])), 0, mask, uintptr(unsafe.Pointer(&st)), 0)
	if errno != 0 {
		return stat{}, false, errno
	}
	return stat{
		Mtime: nanoseconds(st.Mtime), Ctime: nanoseconds(st.Ctime), Size: int64(st.Size), Inode: st.Ino,
	}, st.Mode&unix.S_IFMT == unix.S_IFDIR, nil
}

func nanoseconds(t unix.StatxTimestamp) int64 { return t.Sec*1e9 + int64(t.Nsec) }
