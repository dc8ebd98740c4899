package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNotEmpty is a folder with files in it, which Write leaves alone.
var ErrNotEmpty = errors.New("is not empty")

// secrets is the one file that is never replaced: what it says is known nowhere else.
const secrets = ".env"

// Free is nil when dir is not there yet, or holds nothing but a new repository.
func Free(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look whether the folder is empty: %w", err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name != ".git" && name != ".DS_Store" {
			return fmt.Errorf("%w: it has %s", ErrNotEmpty, name)
		}
	}
	return nil
}

// Write writes files into dir, which it makes, and returns those that it wrote:
// an .env that is there stays. Whatever else is there is replaced.
func Write(dir string, files []File) ([]File, error) {
	var written []File
	for _, file := range files {
		path := filepath.Join(dir, filepath.FromSlash(file.Path))
		mode := fs.FileMode(0o644)
		if file.Path == secrets {
			if _, err := os.Lstat(path); err == nil {
				continue
			}
			mode = 0o600
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return written, fmt.Errorf("make the app's folder: %w", err)
		}
		if err := os.WriteFile(path, []byte(file.Text), mode); err != nil {
			return written, fmt.Errorf("write the app: %w", err)
		}
		written = append(written, file)
	}
	return written, nil
}
