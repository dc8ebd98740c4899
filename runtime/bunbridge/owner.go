//go:build unix

package bunbridge

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// checkOwner refuses what another user owns.
func checkOwner(path string, info fs.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fmt.Errorf("%s: its owner cannot be told on this system", path)
	}
	if uid := os.Getuid(); int(stat.Uid) != uid {
		return fmt.Errorf("%s belongs to user %d, not to %d who runs rip-server; remove it", path, stat.Uid, uid)
	}
	return nil
}
