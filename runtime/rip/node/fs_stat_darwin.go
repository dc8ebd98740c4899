package node

import "syscall"

// times are in nanoseconds.
func times(st *syscall.Stat_t) (accessed, changed, born int64) {
	return st.Atimespec.Nano(), st.Ctimespec.Nano(), st.Birthtimespec.Nano()
}
