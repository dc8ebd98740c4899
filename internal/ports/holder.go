// Package ports says which process holds a TCP port, so that "port 3000 is
// taken" can name the culprit.
package ports

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// maxLine bounds Holder.Line: enough to tell two node processes apart, short
// enough for one line of a terminal.
const maxLine = 60

// Holder is the process that listens on a port.
type Holder struct {
	// PID is 0 when the process could not be determined: it belongs to
	// another user, or it is in another container.
	PID int
	// Command is the program's name without its directory: "node".
	Command string
	// Line is the command line, cut to 60 characters: "node server.js";
	// empty where the system does not tell.
	Line string
	// User owns the listening socket: a name where it can be looked up, else
	// the number. Empty where the system does not tell.
	User string
}

// HeldBy reports who listens on the TCP port, on any address. It returns false
// when nobody does, or when this system has no way to ask. With several
// listeners (SO_REUSEPORT, or a server and its forked children) it names the
// oldest process. The answer may be stale by the time it is read: it is for
// messages, not for decisions.
func HeldBy(port int) (Holder, bool) {
	return heldBy(port)
}

// Who names the process that listens on the port, for a message that says it is
// taken: HeldBy's, or "another process" when that is not known.
func Who(port int) string {
	if h, found := HeldBy(port); found {
		return h.String()
	}
	return "another process"
}

// String names the process the way a message needs it: "node (pid 1234)".
func (h Holder) String() string {
	switch {
	case h.PID != 0 && h.Command != "":
		return fmt.Sprintf("%s (pid %d)", h.Command, h.PID)
	case h.PID != 0:
		return fmt.Sprintf("pid %d", h.PID)
	case h.User != "":
		return fmt.Sprintf("a process of user %s that this user cannot see into", h.User)
	default:
		return "a process that this user cannot see into"
	}
}

// commandOf turns an argument vector into Command and Line.
func commandOf(argv []string) (command, line string) {
	if len(argv) == 0 || argv[0] == "" {
		return "", ""
	}
	command = filepath.Base(argv[0])
	line = strings.Join(append([]string{command}, argv[1:]...), " ")
	if utf8.RuneCountInString(line) > maxLine {
		line = string([]rune(line)[:maxLine-1]) + "…"
	}
	return command, line
}
