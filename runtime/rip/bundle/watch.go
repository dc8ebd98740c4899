package bundle

import (
	"path/filepath"
	"strings"
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
	for path, stamp := range g.files {
		if !inPackage(path) {
			w.code = append(w.code, watchedFile{newWatched(path), stamp})
		}
	}
	for path := range surroundings(g) {
		stamp, _, _ := readStamped(path) // one that is not there may come
		w.around = append(w.around, watchedFile{newWatched(path), stamp})
	}
	return w
}

// surroundings are what decides, beside the code, what an import means: the
// directories of the code, settings and lockfiles, whether they exist or not.
func surroundings(g *graph) map[string]bool {
	dirs, paths := map[string]bool{g.options.Dir: true}, map[string]bool{}
	for path := range g.files {
		if inPackage(path) {
			paths[manifest(path)] = true
		} else {
			dirs[filepath.Dir(path)] = true
		}
	}
	for dir := range dirs {
		for _, name := range []string{"", "package.json", "tsconfig.json"} {
			paths[filepath.Join(dir, name)] = true
		}
	}
	for _, name := range locks() {
		paths[filepath.Join(g.options.Dir, name)] = true
	}
	return paths
}

// manifest is the package.json of the package that a file is in.
func manifest(path string) string {
	const modules = "/node_modules/"
	start := strings.LastIndex(filepath.ToSlash(path), modules) + len(modules)
	return filepath.Join(path[:start], packageName(path[start:]), "package.json")
}

// locks change when packages do.
func locks() []string {
	return []string{
		"node_modules/.package-lock.json", "package-lock.json", "bun.lock", "bun.lockb", "yarn.lock", "pnpm-lock.yaml",
	}
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
