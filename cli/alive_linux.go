package cli

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
)

// alive reports whether the process still runs. One that has ended and whose
// parent has not looked yet is gone for us: in a container nobody may look.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) == syscall.ESRCH {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return !os.IsNotExist(err)
	}
	// The name, in parentheses, may itself have any character (proc(5)).
	end := bytes.LastIndexByte(stat, ')')
	return end < 0 || !bytes.HasPrefix(stat[end+1:], []byte(" Z"))
}
