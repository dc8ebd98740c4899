package build

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Package is one package of this module as `go list -json` tells it.
type Package struct {
	ImportPath   string
	Dir          string
	Name         string
	Doc          string // first sentence of the package comment
	Module       struct{ Path string }
	Imports      []string
	TestImports  []string // of the tests in the package
	XTestImports []string // of the tests beside it, package name_test
	TestGoFiles  []string // base names
	XTestGoFiles []string // base names
}

// Top is the package's folder in the repository's root: "lb" for …/lb/queue.
// It is empty for a package in the root itself.
func (p Package) Top() string {
	inside := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
	top, _, _ := strings.Cut(inside, "/")
	return top
}

// Tests are the package's test files, base names.
func (p Package) Tests() []string {
	return append(append([]string{}, p.TestGoFiles...), p.XTestGoFiles...)
}

// Packages lists the packages of the module at root for the operating system
// goos (empty is this one), with the build tags given. A package without files
// for that system is left out.
func Packages(ctx context.Context, root, goos string, tags ...string) ([]Package, error) {
	list := exec.CommandContext(ctx, "go", "list", "-e", "-json", "-tags="+strings.Join(tags, ","), "./...")
	list.Dir = root
	if goos != "" {
		list.Env = append(os.Environ(), "GOOS="+goos)
	}
	var stderr bytes.Buffer
	list.Stderr = &stderr
	output, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(list.Args, " "), err, stderr.Bytes())
	}
	return decodePackages(bytes.NewReader(output))
}

// decodePackages reads the concatenated JSON objects that go list prints.
func decodePackages(r io.Reader) ([]Package, error) {
	var packages []Package
	for decoder := json.NewDecoder(r); ; {
		var p Package
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, fmt.Errorf("read go list -json: %w", err)
		}
		if p.Name != "" { // -e also lists folders whose files are all for other systems
			packages = append(packages, p)
		}
	}
}
