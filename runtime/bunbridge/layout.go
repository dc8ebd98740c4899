package bunbridge

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/runtime/cachedir"
)

//go:embed worker/*.ts
var sources embed.FS

// program is the worker program: its files, and the name of their directory.
type program struct {
	files map[string][]byte
	name  string
}

// layOut makes sure that the program is in cache, in a directory named by its
// content, so that servers of several versions do not meet. It returns that
// directory. Several processes may do so at once.
func (p program) layOut(cache string) (string, error) {
	dir, err := cachedir.Private(cache, p.name)
	if err != nil {
		return "", err
	}
	for file, content := range p.files {
		if isThere(filepath.Join(dir, file), content) {
			continue
		}
		if err := cachedir.Write(dir, file, content); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// newProgram is the embedded worker with the API that it provides to apps.
func newProgram() (program, error) {
	entries, err := sources.ReadDir("worker")
	if err != nil {
		return program{}, err
	}
	modules, err := api.Modules()
	if err != nil {
		return program{}, err
	}
	files := map[string][]byte{"api.js": []byte(modules[api.Core])}
	for name, text := range api.Worker() {
		files[name] = []byte(text)
	}
	for _, entry := range entries {
		content, err := sources.ReadFile(path.Join("worker", entry.Name()))
		if err != nil {
			return program{}, err
		}
		files[entry.Name()] = content
	}
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(hash, "%s %d\n", name, len(files[name]))
		hash.Write(files[name])
	}
	return program{files: files, name: "bunbridge-" + hex.EncodeToString(hash.Sum(nil))[:16]}, nil
}

// isThere says whether file is a regular one with this content.
func isThere(file string, content []byte) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	old, err := os.ReadFile(file)
	return err == nil && bytes.Equal(old, content)
}
