package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// book keeps the samples of a run: in memory for the report, and as JSON lines
// in a file, the environment first.
type book struct {
	path    string
	file    *os.File
	encoder *json.Encoder
	samples []Sample
}

// openBook starts a file in dir that is named by the time.
func openBook(dir string, e Environment) (*book, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("keep the results: %w", err)
	}
	path := filepath.Join(dir, e.StartedAt.Format("20060102-150405")+".jsonl")
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("keep the results: %w", err)
	}
	b := &book{path: path, file: file, encoder: json.NewEncoder(file)}
	if err := b.encoder.Encode(e); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return b, nil
}

func (b *book) add(s Sample) error {
	b.samples = append(b.samples, s)
	return b.encoder.Encode(s)
}

func (b *book) close() error { return b.file.Close() }
