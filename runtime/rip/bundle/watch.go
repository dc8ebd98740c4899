package bundle

import (
	"path/filepath"
	"time"
)

// perFile is how long one look at a file lasts. A stat takes some 0.75 µs, so
// that looking takes at most a twenty-fifth of the time however many requests
// come: nobody saves a file and asks again within a fifth of a millisecond,
// which is what ten files make.
const perFile = 20 * time.Microsecond

// lookAround is how often what is not code is looked at: nobody edits a
// tsconfig.json, or adds a file that takes another's place, and asks this soon.
const lookAround = 100 * time.Millisecond

// watch is the files that a build depends on. It is not safe for concurrent use.
type watch struct {
	code    []watchedFile
	around  []watchedFile // settings, and the directories of the code
	changed bool          // a change was seen
	looked  time.Time     // at code
	walked  time.Time     // around
}

type watchedFile struct {
	watched
	stamp stamp
}

// newWatch watches what g has read of the app itself. Packages are watched by
// their lockfiles.
func newWatch(g *graph) watch {
	w := watch{walked: time.Now()}
	dirs := map[string]bool{g.options.Dir: true}
	g.mu.Lock()
	defer g.mu.Unlock()
	for path, stamp := range g.files {
		if inPackage(path) {
			continue
		}
		w.code = append(w.code, watchedFile{newWatched(path), stamp})
		dirs[filepath.Dir(path)] = true
	}
	for dir := range dirs {
		w.lookAt(dir)
		w.lookAt(filepath.Join(dir, "package.json"))
		w.lookAt(filepath.Join(dir, "tsconfig.json"))
	}
	for _, name := range locks() {
		w.lookAt(filepath.Join(g.options.Dir, name))
	}
	return w
}

// locks change when packages do.
func locks() []string {
	return []string{
		"node_modules/.package-lock.json", "package-lock.json", "bun.lock", "bun.lockb", "yarn.lock", "pnpm-lock.yaml",
	}
}

func (w *watch) lookAt(path string) {
	stamp, _, _ := readStamped(path) // one that is not there may come
	w.around = append(w.around, watchedFile{newWatched(path), stamp})
}

// look is whether any file is another than it was, gone or new. It believes
// for a moment what it has seen.
func (w *watch) look() bool {
	now := time.Now()
	if w.changed || now.Sub(w.looked) < time.Duration(len(w.code))*perFile {
		return w.changed
	}
	w.looked = now
	if now.Sub(w.walked) < lookAround {
		w.changed = anyDiffers(w.code)
		return w.changed
	}
	return w.lookEverywhere()
}

// lookEverywhere is look, exactly.
func (w *watch) lookEverywhere() bool {
	w.walked = time.Now()
	w.changed = w.changed || anyDiffers(w.code) || anyDiffers(w.around)
	return w.changed
}

func anyDiffers(files []watchedFile) bool {
	for i := range files {
		f := &files[i]
		now, differs := f.differs(f.stamp)
		if differs {
			return true
		}
		f.stamp = now
	}
	return false
}
