package manager

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// ErrMemoryUnsupported says that this system has no way we know to measure a process.
var ErrMemoryUnsupported = errors.New("the memory of a process cannot be measured on this system")

// ResidentMemory reads the resident bytes of pid from /proc/<pid>/statm,
// whose second field is in pages (proc_pid_statm(5)).
func ResidentMemory(pid int) (int64, error) {
	path := fmt.Sprintf("/proc/%d/statm", pid)
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0, fmt.Errorf("%s has %d fields, the second is wanted", path, len(fields))
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read %s: %w", path, err)
	}
	return pages * int64(os.Getpagesize()), nil
}
