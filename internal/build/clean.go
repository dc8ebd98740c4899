package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// made are what the targets leave behind, relative to the root, as globs. Go's
// own caches are not ours to empty.
func made() []string {
	return []string{"bin", "dist", "e2e-artifacts", "bench/results", "tools/node_modules", "apps/*/node_modules", "runtime/rip/testdata/npm/node_modules", dashboard + "/node_modules"}
}

// Clean removes what the targets made.
func (r Repo) Clean(context.Context) error {
	for _, pattern := range made() {
		paths, err := filepath.Glob(filepath.Join(r.Root, pattern))
		if err != nil {
			return fmt.Errorf("find %s: %w", pattern, err)
		}
		for _, path := range paths {
			r.Say("remove %s", path)
			if err := os.RemoveAll(path); err != nil {
				return fmt.Errorf("clean: %w", err)
			}
		}
	}
	return nil
}
