package systemd

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// Notifier tells the service manager about the service. The zero Notifier
// tells nobody. Safe for concurrent use.
type Notifier struct{ socket string }

// Wanted is whether somebody listens.
func (n Notifier) Wanted() bool { return n.socket != "" }

// Ready says that the service serves, and in a few words how.
func (n Notifier) Ready(status string) error { return n.send("READY=1", "STATUS="+oneLine(status)) }

// Reloading says that a reload has begun; Ready ends it. now is from the
// monotonic clock, see Monotonic.
func (n Notifier) Reloading(now time.Duration) error {
	return n.send("RELOADING=1", "MONOTONIC_USEC="+strconv.FormatInt(now.Microseconds(), 10))
}

// Stopping says that the end has begun.
func (n Notifier) Stopping() error { return n.send("STOPPING=1") }

// Alive is the sign of life that the watchdog waits for.
func (n Notifier) Alive() error { return n.send("WATCHDOG=1") }

// Successor says that another process is the service from now on.
func (n Notifier) Successor(pid int) error { return n.send("MAINPID=" + strconv.Itoa(pid)) }

// send sends one datagram. A socket that begins with @ is in Linux's abstract
// namespace, which net knows.
func (n Notifier) send(states ...string) error {
	if n.socket == "" {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: n.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("notify the service manager at %s: %w", n.socket, err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(strings.Join(states, "\n"))); err != nil {
		return fmt.Errorf("notify the service manager: %w", err)
	}
	return nil
}

// oneLine keeps a text from being read as two assignments.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }
