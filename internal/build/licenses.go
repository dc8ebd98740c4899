package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licenses are the licence texts of the npm packages that a bundle was made
// from, which have to go where the bundle goes. root is where node_modules
// lies; metafile is esbuild's account of the bundle.
func licenses(root, metafile string) ([]byte, error) {
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read esbuild's account of the bundle: %w", err)
	}
	var packages []string
	for input := range meta.Inputs {
		if name := packageOf(input); name != "" {
			packages = append(packages, name)
		}
	}
	slices.Sort(packages)
	var text bytes.Buffer
	for _, name := range slices.Compact(packages) {
		license, err := licenseOf(filepath.Join(root, "node_modules", name))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&text, "%s\n\n%s\n\n\n", name, bytes.TrimSpace(license))
	}
	return text.Bytes(), nil
}

// packageOf is the package that a bundled file belongs to, "" for our own:
// "@preact/signals" for "node_modules/@preact/signals/dist/signals.mjs".
func packageOf(input string) string {
	_, inside, ok := strings.Cut(input, "node_modules/")
	if !ok {
		return ""
	}
	parts := strings.SplitN(inside, "/", 3)
	if strings.HasPrefix(inside, "@") {
		return strings.Join(parts[:2], "/")
	}
	return parts[0]
}

func licenseOf(dir string) ([]byte, error) {
	for _, name := range []string{"LICENSE", "LICENSE.md", "LICENSE.txt"} {
		license, err := os.ReadFile(filepath.Join(dir, name))
		if !errors.Is(err, os.ErrNotExist) {
			return license, err
		}
	}
	return nil, fmt.Errorf("%s has no licence text, and may not be bundled without one", dir)
}
