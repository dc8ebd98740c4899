package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Lint runs the checks that need no test run: format, vet, staticcheck, the
// direction of imports, and a build for every platform. All run even when one
// complains, so that one run tells everything; a cancelled ctx ends it.
func (r Repo) Lint(ctx context.Context) error {
	err := r.Formatted(ctx)
	for _, args := range [][]string{
		{"vet", "./..."},
		{"tool", "-modfile=tools/go.mod", "staticcheck", "./..."},
		{"test", "./internal/archtest"},
	} {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err = errors.Join(err, r.Run(ctx, "go", args...))
	}
	return errors.Join(err, r.BuildAll(ctx))
}

// Formatted fails when gofumpt would change a file, and names it.
func (r Repo) Formatted(ctx context.Context) error {
	paths, err := r.goFolders()
	if err != nil {
		return err
	}
	r.Say("go tool gofumpt -l %s", strings.Join(paths, " "))
	unformatted, err := r.output(ctx, "go", append([]string{"tool", "gofumpt", "-l"}, paths...)...)
	if err != nil {
		return fmt.Errorf("gofumpt: %w", err)
	}
	if unformatted != "" {
		return fmt.Errorf("not formatted; run go tool gofumpt -w on:\n%s", unformatted)
	}
	return nil
}

// goFolders are what gofumpt looks at: the root's Go files and its folders,
// without tools/ and apps/, where npm packages lie (gofumpt would walk them).
func (r Repo) goFolders() ([]string, error) {
	entries, err := os.ReadDir(r.Root)
	if err != nil {
		return nil, fmt.Errorf("list the repository: %w", err)
	}
	var paths []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case strings.HasPrefix(name, "."), name == "tools", name == "apps", name == "bin":
		case entry.IsDir(), filepath.Ext(name) == ".go":
			paths = append(paths, name)
		}
	}
	return paths, nil
}
