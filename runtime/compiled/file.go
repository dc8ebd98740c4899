package compiled

import (
	"crypto/sha256"
	"encoding/hex"
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

// read returns what write has kept under k, if it is there and whole.
func read(dir string, k key) ([]byte, bool) { return cachedir.ReadChecked(dir, k.file()) }

func write(dir string, k key, code []byte) error { return cachedir.WriteChecked(dir, k.file(), code) }
