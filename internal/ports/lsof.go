package ports

import (
	"strconv"
	"strings"
)

// parseLsof reads the output of `lsof -FpcL`: one field a line, its kind in
// the first character, and a "p" line opens each process:
//
//	p1234
//	cnode
//	Lalice
//
// Of several processes it takes the one with the lowest number, as heldBy
// does elsewhere.
func parseLsof(output string) (Holder, bool) {
	var best, current Holder
	keep := func() {
		if current.PID != 0 && (best.PID == 0 || current.PID < best.PID) {
			best = current
		}
	}
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		switch value := line[1:]; line[0] {
		case 'p':
			keep()
			pid, _ := strconv.Atoi(value) // 0 is skipped by keep
			current = Holder{PID: pid}
		case 'c':
			current.Command = value
		case 'L':
			current.User = value
		}
	}
	keep()
	return best, best.PID != 0
}
