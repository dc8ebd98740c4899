package bundle

import (
	"path/filepath"
	"time"
)

// lookAround is how often what is not code is looked at: nobody edits a
// tsconfig.json, or adds a file that takes another's place, and asks this soon.
const lookAround = 100 * time.Millisecond

// watch is the files that a build depends on. It is not safe for concurrent use.
type watch struct {
	code   []watchedFile // looked at each time
	around []watchedFile // settings, and the directories of the code
	looked time.Time
}

type watchedFile struct {
	watched
	stamp stamp
}

// newWatch watches what g has read of the app itself. Packages are watched by
// their lockfiles.
func newWatch(g *graph) watch {
	w := watch{looked: time.Now()}
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

// changed is whether any file is another than it was, gone or new. everything
// does not leave out what was looked at a moment ago.
func (w *watch) changed(everything bool) bool {
	if anyDiffers(w.code) {
		return true
	}
	if now := time.Now(); everything || now.Sub(w.looked) >= lookAround {
		w.looked = now
		return anyDiffers(w.around)
	}
	return false
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
