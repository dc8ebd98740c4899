package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/rip-server/rip-server/runtime/cachedir"
	"github.com/rip-server/rip-server/runtime/compiled"
)

// keptFor is how long a bundle is kept that nobody has built again.
const keptFor = 30 * 24 * time.Hour

// Texts keeps bundles on disk, with what their files were, so that an app which
// has not changed starts without esbuild. A cache that fails costs time only:
// what it has to say goes to the log, once. Safe for concurrent use, by
// several processes too.
type Texts struct {
	cache   string // the directory that holds ours
	version string
	log     *slog.Logger
	cleaned sync.Once
	warned  sync.Once
}

// NewTexts returns the bundles in the user's cache directory, as cachedir.Of
// finds it. Nothing is touched before the first is asked for.
func NewTexts(environ []string, log *slog.Logger) (*Texts, error) {
	cache, err := cachedir.Of(environ)
	if err != nil {
		return nil, err
	}
	return &Texts{cache: cache, version: compiled.Version(), log: log}, nil
}

// record is a program as it is kept, and all that it depends on.
type record struct {
	Hash   digest           // of the program
	Files  map[string]stamp // that were read
	Around map[string]stamp // that say where they are
	// Modules are those of packages that the program of an app imports, or
	// that a program of packages has, by path, and whether they are CommonJS.
	Modules  map[string]bool
	Packages digest // the program that an app's runs with
	Text     int    // its size; text and map follow the record

	text    string
	mapping []byte
}

// fresh is whether all files are still what they were. Its stamps are renewed.
func (r *record) fresh() bool { return !renew(r.Files) && !renew(r.Around) }

// renew looks at files again. It says whether any differs.
func renew(files map[string]stamp) bool {
	for path, stamp := range files {
		now, differs := newWatched(path).differs(stamp)
		if differs {
			return true
		}
		files[path] = now
	}
	return false
}

// name is the file for a kind of program of an app: whatever else its text
// depends on is a part of the name.
func (t *Texts) name(kind string, o *Options) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode([]any{t.version, kind, o.Entry, o.Dir, o.Dev, o.Modules}) // a hash takes everything
	return hex.EncodeToString(h.Sum(nil)) + ".bundle"
}

// read returns what was kept, if it is whole. t may be nil.
func (t *Texts) read(kind string, o *Options) *record {
	dir := t.dir()
	if dir == "" {
		return nil
	}
	content, ok := cachedir.ReadChecked(dir, t.name(kind, o))
	if !ok {
		return nil
	}
	head, rest, err := cutRecord(content)
	if err != nil || head.Text > len(rest) {
		return nil // of another version that has the same name for itself
	}
	head.text, head.mapping = string(rest[:head.Text]), rest[head.Text:]
	return head
}

// write keeps a record. t may be nil.
func (t *Texts) write(kind string, o *Options, r *record) {
	dir := t.dir()
	if dir == "" {
		return
	}
	r.Text = len(r.text)
	head, err := json.Marshal(r)
	if err != nil { // it has nothing that JSON has not
		panic(fmt.Sprintf("bundle: %v", err))
	}
	content := append(append(append(head, '\n'), r.text...), r.mapping...)
	if err := cachedir.WriteChecked(dir, t.name(kind, o), content); err != nil {
		t.warn(err)
	}
}

// dir is the directory of bundles; empty when there is none to be had.
func (t *Texts) dir() string {
	if t == nil {
		return ""
	}
	dir, err := cachedir.Private(t.cache, "bundles")
	if err != nil {
		t.warn(err)
		return ""
	}
	t.cleaned.Do(func() { cachedir.Clean(dir, keptFor) })
	return dir
}

// warn tells of the first failure; the others have the same cause.
func (t *Texts) warn(err error) {
	t.warned.Do(func() {
		t.log.Warn("bundles cannot be kept, so each start builds them again; RIP_CACHE_DIR names another directory", "err", err)
	})
}
