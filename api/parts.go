package api

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Part is a piece of Core: an ES module in JavaScript. Parts import each other by
// their names, and nothing that one of them keeps is in another, too.
type Part struct {
	Name    string // Core, or what it is called below Core: "rip:api/send"
	Text    string
	Exports []string // what apps, or other parts, import from it
}

// parts are the modules of src that few requests need, with all that nobody else
// imports. Of what others import from them they export functions only.
func parts() []string { return []string{"middleware", "openapi", "send", "validators"} }

// Parts is Core in pieces, for who loads what is needed when it is: the first is
// Core itself. What an app may import is what Core and middleware export.
func Parts() (found []Part, public []string, err error) {
	for _, root := range append([]string{"index"}, parts()...) {
		part, err := bundlePart(root)
		if err != nil {
			return nil, nil, err
		}
		if root == "index" || root == "middleware" {
			public = append(public, part.Exports...)
		}
		found = append(found, part)
	}
	slices.Sort(public)
	return found, public, nil
}

// partName is the specifier of the part that begins with a file of src; empty:
// none does.
func partName(file string) string {
	root := strings.TrimSuffix(path.Base(file), ".ts")
	switch {
	case path.Dir(file) != "src" || root != "index" && !slices.Contains(parts(), root):
		return ""
	case root == "index":
		return Core
	}
	return Core + "/" + root
}

func bundlePart(root string) (Part, error) {
	entry := "src/" + root + ".ts"
	options := bundleOptions(fmt.Sprintf(`export * from "./%s";`, root), func(file string) string {
		if file == entry {
			return ""
		}
		return partName(file)
	})
	text, exports, err := bundle(options)
	return Part{Name: partName(entry), Text: text, Exports: exports}, err
}

// apart is a plugin that leaves imports of those files as they are for which
// name has one.
func apart(name func(file string) string) api.Plugin {
	return api.Plugin{Name: "rip-api-parts", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if part := name(within(args.Importer, args.Path)); part != "" {
				return api.OnResolveResult{Path: part, External: true}, nil
			}
			return api.OnResolveResult{}, nil
		})
	}}
}
