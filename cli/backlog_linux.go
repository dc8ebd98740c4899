package cli

import (
	"os"
	"strconv"
	"strings"
)

// listenBacklog is the most connections that may wait to be accepted, and the
// name of the setting.
func listenBacklog() (n int, setting string, err error) {
	setting = "net.core.somaxconn"
	text, err := os.ReadFile("/proc/sys/net/core/somaxconn")
	if err != nil {
		return 0, setting, err
	}
	n, err = strconv.Atoi(strings.TrimSpace(string(text)))
	return n, setting, err
}
