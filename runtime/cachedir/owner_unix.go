//go:build unix

package cachedir

import (
	"fmt"
	"io/fs"
	"slices"
	"syscall"
)

// checkOwner refuses what belongs to none of the users.
func checkOwner(path string, info fs.FileInfo, users ...int) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fmt.Errorf("%s: its owner cannot be told on this system", path)
	}
	if !slices.Contains(users, int(stat.Uid)) {
		return fmt.Errorf("%s belongs to user %d, not to %d who runs rip-server; remove it", path, stat.Uid, users[0])
	}
	return nil
}
