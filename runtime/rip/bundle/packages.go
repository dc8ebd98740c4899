package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Namespaces of what stands in an app for a package that is bundled apart, by
// the path of the package's module and standInExt.
const (
	nsPackage = "rip-package"
	nsExports = "rip-exports" // its exports object
)

// standInExt is the extension of stand-ins: with that of the original esbuild
// would take module.exports for a variable in .mjs, and export for a mistake
// in .cjs.
const standInExt = ".js"

// packagesName is programName for the packages' program.
const packagesName = "rip:bundle/packages"

// packages is the program with everything that an app imports from
// node_modules. It stays the same while the app is edited.
type packages struct {
	*program
	// commonJS says of each module that the app may import, by its path,
	// whether it is CommonJS: its importers then see module.exports.
	commonJS map[string]bool
	files    map[string]stamp
}

// has is whether all these modules are in p.
func (p *packages) has(modules map[string]bool) bool {
	for path := range modules {
		if _, ok := p.commonJS[path]; !ok {
			return false
		}
	}
	return true
}

// stale is whether any file of it is another now. That is a stat for each, so
// it is asked before a build, not before a request.
func (p *packages) stale() bool { return renew(p.files) }

// buildPackages bundles these modules. Which of them are CommonJS is guessed
// first, and known when esbuild has seen them.
func buildPackages(o *Options, modules []string) (*packages, error) {
	guess := make(map[string]bool, len(modules))
	for _, path := range modules {
		guess[path] = guessCommonJS(path)
	}
	for {
		g := newGraph(o)
		g.apart = true
		options := settings(o, packagesEntry(guess), g.plugin())
		options.Metafile = true
		result := api.Build(options)
		if len(result.Errors) > 0 {
			return nil, g.failed(result.Errors)
		}
		found, err := formats(result.Metafile, o, modules)
		if err != nil {
			return nil, err
		}
		if !maps.Equal(guess, found) {
			guess = found // and once more; what they are does not depend on how they are imported
			continue
		}
		program, err := compileOutputs(o, packagesName, result.OutputFiles)
		if err != nil {
			return nil, err
		}
		for path := range maps.Clone(g.files) {
			if _, err := g.read(manifest(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
		p := &packages{program: program, commonJS: found, files: g.files}
		p.keep(o)
		return p, nil
	}
}

// packagesEntry is the module that hands over all of them by their paths.
func packagesEntry(commonJS map[string]bool) string {
	var imports, exports strings.Builder
	for i, path := range slices.Sorted(maps.Keys(commonJS)) {
		value := "require(" + literal(path) + ")"
		if !commonJS[path] {
			value = "p" + strconv.Itoa(i)
			fmt.Fprintf(&imports, "import * as %s from %s;\n", value, literal(path))
		}
		fmt.Fprintf(&exports, "  %s: %s,\n", literal(path), value)
	}
	return imports.String() + "__rip({\n" + exports.String() + "});"
}

// formats says which modules are CommonJS, out of what esbuild tells of a build.
func formats(metafile string, o *Options, modules []string) (map[string]bool, error) {
	var meta struct {
		Inputs map[string]struct{ Format string }
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read what esbuild tells of the packages: %w", err)
	}
	byPath := map[string]bool{}
	for name, input := range meta.Inputs {
		byPath[filepath.Join(o.Dir, name)] = input.Format == "cjs"
	}
	found := make(map[string]bool, len(modules))
	for _, path := range modules {
		found[path] = byPath[path]
	}
	return found, nil
}

// resolvePackage is the stand-in for what an app imports from node_modules, and
// empty for anything else.
func (g *graph) resolvePackage(build api.PluginBuild, args api.OnResolveArgs) api.OnResolveResult {
	local := strings.HasPrefix(args.Path, ".") && !strings.Contains(args.Path, "node_modules/")
	if g.apart || local || inPackage(args.Importer) || args.Kind == api.ResolveEntryPoint || args.Path == g.options.Entry {
		return api.OnResolveResult{}
	}
	found := build.Resolve(args.Path, api.ResolveOptions{
		Importer: args.Importer, ResolveDir: args.ResolveDir, Kind: args.Kind, With: args.With, PluginData: asked{},
	})
	if len(found.Errors) > 0 || found.Namespace != "file" || found.Suffix != "" || len(args.With) > 0 || !inPackage(found.Path) {
		return api.OnResolveResult{}
	}
	g.mu.Lock()
	g.modules[found.Path] = true
	g.mu.Unlock()
	return api.OnResolveResult{Path: found.Path + standInExt, Namespace: nsPackage}
}

// loadPackage writes the stand-in. For an ES module it is one, too, whose
// names esbuild leaves to the moment when it runs; for CommonJS it has the
// same module.exports, and esbuild treats its importers as it would for the
// original.
func (g *graph) loadPackage(args api.OnLoadArgs) (api.OnLoadResult, error) {
	path := strings.TrimSuffix(args.Path, standInExt)
	exports := "__rip_vendor(" + literal(path) + ")"
	if args.Namespace == nsExports || g.commonJS[path] {
		return javaScript("module.exports = " + exports + ";"), nil
	}
	return javaScript("export * from " + literal(nsExports+":"+args.Path) + ";\nexport default " + exports + ".default;"), nil
}
