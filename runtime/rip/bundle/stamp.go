package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"
)

// stat is what tells, without reading it, that a file is another than before.
type stat struct {
	Mtime, Ctime int64 // nanoseconds since 1970
	Size         int64
	Inode        uint64
}

// digest is a SHA-256.
type digest [sha256.Size]byte

// MarshalText writes it in hexadecimal.
func (d digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *digest) UnmarshalText(text []byte) error {
	if len(text) != 2*len(d) {
		return errors.New("this is no SHA-256")
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// stamp is what a file, or a directory's list of names, was when it was read.
// The zero stamp is of a file that does not exist.
type stamp struct {
	Stat stat
	Hash digest
	// Settled: the stat was taken long enough after the change to be believed.
	Settled bool
}

// A file saved twice within one tick of the file system's clock has the same
// stat both times. So a stat is believed only when it was taken well after the
// file's last change (git calls the others "racily clean"); until then the
// content decides. Kernel ticks are 1-10 ms, but ext3 and HFS+ keep whole seconds.
func (s stat) settledAt(now time.Time) bool {
	tick := 50 * time.Millisecond
	if s.Mtime%int64(time.Second) == 0 {
		tick = 1100 * time.Millisecond
	}
	return now.UnixNano()-max(s.Mtime, s.Ctime) > int64(tick)
}

// readStamped reads a file. The stat comes first: a write between the two
// makes the stat look old, and the next check reads again.
func readStamped(path string) (stamp, []byte, error) {
	now := time.Now()
	at, isDir, err := newWatched(path).stat()
	if err != nil {
		return stamp{}, nil, err
	}
	read := os.ReadFile
	if isDir {
		read = names
	}
	text, err := read(path)
	if err != nil {
		return stamp{}, nil, err
	}
	return stamp{Stat: at, Hash: sha256.Sum256(text), Settled: at.settledAt(now)}, text, nil
}

// names is what matters of a directory: the names in it that an import could
// mean. A database that comes and goes beside the code does not.
func names(dir string) ([]byte, error) {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return nil, err
	}
	var text []byte
	for _, entry := range entries {
		if importable(entry) {
			text = append(append(text, entry.Name()...), 0)
		}
	}
	return text, nil
}

func importable(entry fs.DirEntry) bool {
	if entry.IsDir() || entry.Type()&fs.ModeSymlink != 0 {
		return true
	}
	ext := extension(entry.Name())
	return ext == ".toml" || ext == ".txt" || slices.Contains(extensions(), ext)
}
