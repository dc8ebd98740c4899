package bundle

import (
	"path/filepath"
	"strings"
)

// extension is the end of a file's name from its last dot.
func extension(name string) string { return strings.ToLower(filepath.Ext(name)) }

// differs is whether the file at w is another than s says, and its stamp now.
// An unchanged file costs one stat.
func (w watched) differs(s stamp) (stamp, bool) {
	if s.Settled {
		if at, _, err := w.stat(); err == nil && at == s.Stat {
			return s, false
		}
	}
	now, _, _ := readStamped(w.path()) // one that cannot be read is as one that does not exist
	return now, now.Hash != s.Hash
}
