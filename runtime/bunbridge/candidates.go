package bunbridge

import (
	"os"
	"path/filepath"
	"slices"
)

// candidates lists executable files that may be bun, best first, each once.
func candidates(appDir string, environ []string) []string {
	var paths []string
	for _, dir := range withParents(appDir) {
		paths = append(paths, inModules(filepath.Join(dir, "node_modules"))...)
	}
	for _, dir := range filepath.SplitList(lookup(environ, "PATH")) {
		if filepath.IsAbs(dir) { // a relative one would make the app's own files programs
			paths = append(paths, filepath.Join(dir, "bun"))
		}
	}
	for _, dir := range ownDirs() {
		paths = append(paths, inModules(filepath.Join(dir, "tools", "node_modules"))...)
	}
	var found []string
	for _, path := range paths {
		if isExecutable(path) && !slices.Contains(found, path) {
			found = append(found, path)
		}
	}
	return found
}

// inModules lists where an installed npm package "bun" has its binary. npm and
// pnpm do not run postinstall scripts by default, and then .bin/bun is a stub
// that prints an error; the binary is in the platform's package all the same,
// beside the real place of bun's own package.
func inModules(modules string) []string {
	paths := []string{filepath.Join(modules, ".bin", "bun")}
	beside := []string{modules}
	if pkg, err := filepath.EvalSymlinks(filepath.Join(modules, "bun")); err == nil {
		beside = append(beside, filepath.Dir(pkg)) // pnpm links bun into its store
	}
	for _, dir := range beside {
		// The pattern is constant but for dir; a bad one matches nothing.
		binaries, _ := filepath.Glob(filepath.Join(dir, "@oven", "bun-*", "bin", "bun"))
		paths = append(paths, binaries...) // of several platforms, only ours will run
	}
	return paths
}

// ownDirs are the directories in or above which a clone of rip-server may be:
// of this program and the working directory.
func ownDirs() []string {
	var dirs []string
	if exe, err := os.Executable(); err == nil {
		if resolved, err := filepath.EvalSymlinks(exe); err == nil {
			exe = resolved
		}
		dirs = append(dirs, withParents(filepath.Dir(exe))...)
	}
	if wd, err := os.Getwd(); err == nil {
		dirs = append(dirs, withParents(wd)...)
	}
	return dirs
}

// withParents is dir and every directory above it.
func withParents(dir string) []string {
	dirs := []string{dir}
	for parent := filepath.Dir(dir); parent != dir; parent = filepath.Dir(dir) {
		dirs = append(dirs, parent)
		dir = parent
	}
	return dirs
}
