// Package systemd is what a service owes its service manager, and has from
// it: notifications (sd_notify(3)), the watchdog, and sockets that were opened
// for it (sd_listen_fds(3)). All of it comes in environment variables, which
// are taken out of the injected environment, so that no worker takes them for
// its own. Without them nothing here does anything.
//
// coreos/go-systemd does the same with the process's own environment, and
// refuses the sockets that a server hands to the one that takes over from it:
// those say LISTEN_PID of their parent (see cli's upgrade).
package systemd

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// variables are those that are for one process only.
func variables() []string {
	return []string{"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}
}

// Service is this process as its service manager sees it. The zero Service
// has none.
type Service struct {
	Notifier
	// Watchdog is how long the manager waits for a sign of life before it
	// ends the process; 0: it does not watch.
	Watchdog time.Duration

	first, count int // the descriptors that were passed
	names        []string
}

// firstDescriptor is where passed descriptors begin, by the protocol.
const firstDescriptor = 3

// Take reads the variables that are meant for the process pid, or for its
// parent when parent is not 0, and returns the environment without them.
func Take(environ []string, pid, parent int) (Service, []string) {
	found, own := map[string]string{}, variables()
	rest := slices.DeleteFunc(slices.Clone(environ), func(entry string) bool {
		name, value, _ := strings.Cut(entry, "=")
		if slices.Contains(own, name) {
			found[name] = value
			return true
		}
		return false
	})
	s := Service{Notifier: Notifier{socket: found["NOTIFY_SOCKET"]}}
	if usec, err := strconv.ParseInt(found["WATCHDOG_USEC"], 10, 64); err == nil && usec > 0 && isFor(found["WATCHDOG_PID"], pid, parent, true) {
		s.Watchdog = time.Duration(usec) * time.Microsecond
	}
	if n, err := strconv.Atoi(found["LISTEN_FDS"]); err == nil && n > 0 && isFor(found["LISTEN_PID"], pid, parent, false) {
		s.first, s.count = firstDescriptor, n
		s.names = strings.Split(found["LISTEN_FDNAMES"], ":")
	}
	return s, rest
}

// Environ is what another process has to find to be the same service: whom to
// notify, and how often.
func (s Service) Environ() []string {
	var environ []string
	if s.socket != "" {
		environ = append(environ, "NOTIFY_SOCKET="+s.socket)
	}
	if s.Watchdog > 0 {
		environ = append(environ, "WATCHDOG_USEC="+strconv.FormatInt(s.Watchdog.Microseconds(), 10))
	}
	return environ
}

// isFor tells whether a variable of the process that text names is for us.
func isFor(text string, pid, parent int, unset bool) bool {
	if text == "" {
		return unset
	}
	named, err := strconv.Atoi(text)
	return err == nil && (named == pid || parent != 0 && named == parent)
}
