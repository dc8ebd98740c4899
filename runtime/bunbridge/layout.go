package bunbridge

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/rip-server/rip-server/runtime/cachedir"
)

//go:embed worker/*.ts
var program embed.FS

// layOut makes sure that the worker program is in cache, in a directory named
// by its content, so that servers of several versions do not meet. It returns
// that directory. Several processes may do so at once.
func layOut(cache string) (string, error) {
	files, name, err := contents()
	if err != nil {
		return "", err
	}
	dir, err := cachedir.Private(cache, name)
	if err != nil {
		return "", err
	}
	for file, content := range files {
		if isThere(filepath.Join(dir, file), content) {
			continue
		}
		if err := cachedir.Write(dir, file, content); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// contents returns the program's files by name, and the name of its directory.
func contents() (map[string][]byte, string, error) {
	entries, err := program.ReadDir("worker") // sorted by name
	if err != nil {
		return nil, "", err
	}
	files := make(map[string][]byte, len(entries))
	hash := sha256.New()
	for _, entry := range entries {
		content, err := program.ReadFile(path.Join("worker", entry.Name()))
		if err != nil {
			return nil, "", err
		}
		files[entry.Name()] = content
		fmt.Fprintf(hash, "%s %d\n", entry.Name(), len(content))
		hash.Write(content)
	}
	return files, "bunbridge-" + hex.EncodeToString(hash.Sum(nil))[:16], nil
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
