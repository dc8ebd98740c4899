package cli

import "golang.org/x/sys/unix"

// listenBacklog is the most connections that may wait to be accepted, and the
// name of the setting.
func listenBacklog() (n int, setting string, err error) {
	setting = "kern.ipc.somaxconn"
	value, err := unix.SysctlUint32(setting)
	return int(value), setting, err
}
