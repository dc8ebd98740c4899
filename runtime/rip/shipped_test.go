package rip_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// With -update it makes them; go tool mage api does that.
func TestShippedFilesAreWhatTheSourceOfTheAPIMakes(t *testing.T) {
	parts, public, err := api.Parts()
	if err != nil {
		t.Fatal(err)
	}
	var pieces []bundle.Part
	for _, part := range parts {
		pieces = append(pieces, bundle.Part(part))
	}
	files, err := bundle.Ship(pieces, public)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join("shipped", name)
		if testkit.Update() {
			testkit.WriteFile(t, file, string(text))
		}
		if committed, err := os.ReadFile(file); err != nil || !bytes.Equal(committed, text) { // a difference of one line says nothing
			t.Errorf("%s is not what api/src makes (%v): go tool mage api", file, err)
		}
	}
	entries, err := os.ReadDir("shipped")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if files[entry.Name()] == nil {
			t.Errorf("shipped/%s is of an older source: remove it", entry.Name())
		}
	}
}
