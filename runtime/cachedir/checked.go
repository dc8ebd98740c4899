package cachedir

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"
)

// A checked file is the SHA-256 of its content, in hexadecimal, a line end, and
// the content: a disk that was full or lost power leaves files that are not
// what was written.

// WriteChecked is Write for a file that ReadChecked reads.
func WriteChecked(dir, name string, content []byte) error {
	checked := make([]byte, 0, 2*sha256.Size+1+len(content))
	checked = append(append(checked, sum(content)...), '\n')
	return Write(dir, name, append(checked, content...))
}

// ReadChecked returns what WriteChecked has written, if it is there and whole.
func ReadChecked(dir, name string) ([]byte, bool) {
	checked, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, false
	}
	want, content, _ := bytes.Cut(checked, []byte("\n"))
	return content, string(want) == sum(content)
}

func sum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Clean looks through a directory at most that often: with a thousand files, as
// they are left by the versions of a month, it takes a third of a start.
const cleanEvery = 24 * time.Hour

// cleanedMark ends the name of the file beside a directory whose age says when Clean
// was there.
const cleanedMark = ".cleaned"

// Clean removes the files of dir that are older than age, leftovers of
// interrupted writes among them, unless it has done so within a day. What cannot be
// removed is somebody's who does so at the same time, or stays.
func Clean(dir string, age time.Duration) {
	mark := dir + cleanedMark
	if info, err := os.Stat(mark); err == nil && time.Since(info.ModTime()) < cleanEvery {
		return
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return // it cannot be written to
	}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > age {
			_ = os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}
