package control

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// longestID is the longest worker id that a socket path must have room for:
// slot 1000, generation ten million.
const longestID = "1000-10000000"

// Paths says where the files of one running app are. The zero Paths is not
// valid: use NewPaths.
type Paths struct {
	// RuntimeDir is where running servers are found: a directory of mode 0700.
	RuntimeDir string
	// Variant and App name the server; together they are its default prefix.
	Variant, App string
	// Prefix is what the names of all files begin with, an absolute path.
	Prefix string

	base string // of an heir: the prefix of the first generation
}

// RuntimeDir returns $RIP_RUNTIME_DIR or /tmp/rip_<uid>.
func RuntimeDir(getenv func(string) string) string {
	if dir := getenv("RIP_RUNTIME_DIR"); dir != "" {
		return dir
	}
	return fmt.Sprintf("/tmp/rip_%d", os.Geteuid())
}

// NewPaths returns the paths of app; an empty prefix is
// <runtimeDir>/<variant>_<app>. It refuses names that do not fit in file
// names and prefixes whose longest socket path the system could not bind.
func NewPaths(runtimeDir, variant, app, prefix string) (Paths, error) {
	for field, name := range map[string]string{"app name": app, "variant": variant} {
		if err := checkIdentifier(field, name); err != nil {
			return Paths{}, err
		}
	}
	if prefix == "" {
		prefix = filepath.Join(runtimeDir, variant+"_"+app)
	}
	p := Paths{RuntimeDir: runtimeDir, Variant: variant, App: app}
	var err error
	if p.RuntimeDir, err = filepath.Abs(runtimeDir); err != nil {
		return Paths{}, fmt.Errorf("find the runtime directory %s: %w", runtimeDir, err)
	}
	if p.Prefix, err = filepath.Abs(prefix); err != nil {
		return Paths{}, fmt.Errorf("find the socket prefix %s: %w", prefix, err)
	}
	if longest := p.Worker(longestID); len(longest) > maxSocketPath {
		return Paths{}, fmt.Errorf("socket paths beginning with %s would be up to %d bytes long, the system allows %d: choose a shorter --socket-prefix, --variant or RIP_RUNTIME_DIR",
			p.Prefix, len(longest), maxSocketPath)
	}
	return p, nil
}

// Control is the path of the control socket.
func (p Paths) Control() string { return p.Prefix + ".ctl.sock" }

// Lock is the path of the file that is locked while the server lives.
func (p Paths) Lock() string { return p.first() + ".lock" }

// controls are the control sockets of all generations that are there.
func (p Paths) controls() (found []string) {
	dir := filepath.Dir(p.Prefix)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // nobody lives in a directory that is not there
	}
	for _, entry := range entries {
		if p.ownsAll(entry.Name()) && strings.HasSuffix(entry.Name(), ".ctl.sock") && entry.Type()&fs.ModeSocket != 0 {
			found = append(found, filepath.Join(dir, entry.Name()))
		}
	}
	return found
}

// Worker is the path of a worker's socket.
func (p Paths) Worker(id string) string { return p.Prefix + "." + id + ".sock" }

// Link is the symbolic link to the control socket that makes a server with a
// prefix elsewhere visible in the runtime directory; empty when it needs none.
// The hash keeps two such servers of the same variant and app apart.
func (p Paths) Link() string {
	if filepath.Dir(p.Prefix) == p.RuntimeDir {
		return ""
	}
	hash := fnv.New32a()
	hash.Write([]byte(p.first()))
	return filepath.Join(p.RuntimeDir, fmt.Sprintf("%s_%s~%08x.ctl.sock", p.Variant, p.App, hash.Sum32()))
}

// owns tells whether name, in the prefix's directory, is a socket of this
// prefix: the control socket or a worker's. "app.x.1-1.sock" is not one of prefix "app".
func (p Paths) owns(name string) bool {
	id, ok := strings.CutPrefix(name, filepath.Base(p.Prefix)+".")
	if !ok {
		return false
	}
	id, ok = strings.CutSuffix(id, ".sock")
	return ok && (id == "ctl" || isWorkerID(id))
}

// ownsAll is owns, for the sockets of heirs, too.
func (p Paths) ownsAll(name string) bool {
	base, rest, heir := strings.Cut(name, heirMark)
	if !heir {
		return p.owns(name)
	}
	generation, rest, _ := strings.Cut(rest, ".")
	return isNumber(generation) && p.owns(base+"."+rest)
}

// isWorkerID tells whether id reads "<slot>-<generation>".
func isWorkerID(id string) bool {
	slot, generation, ok := strings.Cut(id, "-")
	return ok && isNumber(slot) && isNumber(generation)
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
