package memory

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Total is how many bytes of memory this process may use: the machine's, or
// what its container is limited to. 0 is not known.
func Total() uint64 {
	var total uint64
	var info syscall.Sysinfo_t
	if err := syscall.Sysinfo(&info); err == nil {
		total = uint64(info.Totalram) * uint64(info.Unit)
	}
	for _, file := range [...]string{
		"/sys/fs/cgroup/memory.max",                   // version 2
		"/sys/fs/cgroup/memory/memory.limit_in_bytes", // version 1: a huge number for none
	} {
		if limit, ok := read(file); ok && (total == 0 || limit < total) {
			total = limit
		}
	}
	return total
}

// read reads a file that holds one number.
func read(file string) (uint64, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	return n, err == nil // "max" is no number, and no limit
}
