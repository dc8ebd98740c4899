package compiled

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"

	"github.com/rip-server/rip-server/runtime/cachedir"
)

// keptFor is how long a compiled module is kept. Its use does not count: to
// compile it once a month again costs milliseconds.
const keptFor = 30 * 24 * time.Hour

// key is the hash of all that the JavaScript of a module depends on.
type key [sha256.Size]byte

func (s *Store) key(src []byte) key {
	h := sha256.New()
	h.Write([]byte(s.version))
	h.Write([]byte{0})
	h.Write(src)
	return key(h.Sum(nil))
}

func (k key) file() string { return hex.EncodeToString(k[:]) + ".js" }

// A file is the hash of the code, in hexadecimal, a line end, and the code: a
// disk that was full or lost power leaves files that are not what was written.

// read returns what write has kept under k, if it is there and whole.
func read(dir string, k key) ([]byte, bool) {
	content, err := os.ReadFile(filepath.Join(dir, k.file()))
	if err != nil {
		return nil, false
	}
	sum, code, _ := bytes.Cut(content, []byte("\n"))
	return code, string(sum) == hash(code)
}

func write(dir string, k key, code []byte) error {
	content := make([]byte, 0, 2*sha256.Size+1+len(code))
	content = append(append(append(content, hash(code)...), '\n'), code...)
	return cachedir.Write(dir, k.file(), content)
}

func hash(code []byte) string {
	sum := sha256.Sum256(code)
	return hex.EncodeToString(sum[:])
}

// clean removes what is old, leftovers of interrupted writes among it. What
// cannot be removed is somebody's who does so at the same time, or stays.
func clean(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > keptFor {
			_ = os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}
