// Package starter holds the small apps that `rip-server new` makes: what is in
// them, and how they are written into a folder.
package starter

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/internal/nodemodules"
)

//go:embed templates
var templates embed.FS

// Template is one of the apps.
type Template struct {
	Name  string // for --template
	About string // a few words
	// Packages from npm that have to be installed before it runs.
	Packages []string
	// Test is the program that tests it, for rip-server run.
	Test string
}

// Templates lists all of them, the one to take when nobody says first.
func Templates() []Template {
	return []Template{
		{Name: "api", About: "a JSON API in Rip, with validated input", Test: "test.rip"},
		{Name: "site", About: "a site in Rip: pages, a form, sessions, files", Test: "test.rip"},
		{Name: "hono", About: "an app in TypeScript on Hono, from npm", Test: "test.ts", Packages: []string{"hono"}},
	}
}

// Named is the template of a name.
func Named(name string) (Template, bool) {
	all := Templates()
	i := slices.IndexFunc(all, func(t Template) bool { return t.Name == name })
	if i < 0 {
		return Template{}, false
	}
	return all[i], true
}

// Missing are those of its packages that an app in dir, an absolute path, does
// not find.
func (t Template) Missing(dir string) (missing []string) {
	for _, pkg := range t.Packages {
		if nodemodules.Find(dir, pkg) == "" {
			missing = append(missing, pkg)
		}
	}
	return missing
}

// File is a file of an app that is to be made.
type File struct {
	Path string // from the app's folder, with slashes
	Text string
}

// Files are those of an app called name, by path. secret is what its sessions are
// signed with, if it has any; nobody may be able to guess it.
func (t Template) Files(name, secret string) ([]File, error) {
	root, err := fs.Sub(templates, "templates/"+t.Name)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", t.Name, err)
	}
	fill := strings.NewReplacer("{{name}}", name, "{{secret}}", secret)
	var files []File
	err = fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, path)
		files = append(files, File{Path: undotted(path), Text: fill.Replace(string(text))})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", t.Name, err)
	}
	return files, nil
}

// undotted is the name of a file in an app: dot.env is .env. With a dot in this
// repository it would be one of its own settings.
func undotted(path string) string {
	if rest, ok := strings.CutPrefix(path, "dot."); ok {
		return "." + rest
	}
	return path
}
