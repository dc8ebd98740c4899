package bundle

import (
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Namespaces of modules that are no files.
const (
	nsBuiltin = "rip-builtin" // by its name: node:path
	nsModule  = "rip-module"  // one of Options.Modules, by its specifier
	nsMeta    = "rip-meta"    // the import.meta of a file, by the file's path
)

// asked marks the resolutions that the plugin itself asks for.
type asked struct{}

// plugin teaches esbuild our modules. Its callbacks run on several goroutines.
func (g *graph) plugin() api.Plugin {
	return api.Plugin{Name: "rip", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if _, ours := args.PluginData.(asked); ours {
				return api.OnResolveResult{}, nil
			}
			return g.resolve(build, args), nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "file"}, g.load)
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: nsBuiltin}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			return javaScript("module.exports = __rip_builtin(" + literal(args.Path) + ");"), nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: nsMeta}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			return javaScript("export default " + g.metaCall(args.Path) + ";"), nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: nsPackage}, g.loadPackage)
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: nsExports}, g.loadPackage)
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: nsModule}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			if g.options.Shipped.is(args.Path) {
				return g.options.Shipped.standIn()
			}
			result := javaScript(g.options.Modules[args.Path])
			result.ResolveDir = g.options.Dir // it may import packages of the app
			return result, nil
		})
	}}
}

// resolve says which module a specifier means where esbuild would not know, or
// would take another. An empty result leaves it to esbuild.
func (g *graph) resolve(build api.PluginBuild, args api.OnResolveArgs) api.OnResolveResult {
	for _, namespace := range []string{nsMeta, nsExports} {
		if file, ok := strings.CutPrefix(args.Path, namespace+":"); ok {
			return api.OnResolveResult{Path: file, Namespace: namespace}
		}
	}
	if _, ok := g.options.Modules[args.Path]; ok || g.options.Shipped.is(args.Path) {
		return api.OnResolveResult{Path: args.Path, Namespace: nsModule}
	}
	if name, ok := builtin(args.Path); ok {
		if inPackage(args.Importer) && ownReplacement(build, args) {
			return api.OnResolveResult{}
		}
		if g.standalone {
			return api.OnResolveResult{Path: name, External: true}
		}
		return api.OnResolveResult{Path: name, Namespace: nsBuiltin}
	}
	return g.resolvePackage(build, args)
}

// ownReplacement is whether the package that imports a built-in module brings
// another for the browser ("browser": {"fs": false} in its package.json). What
// else is called so in node_modules is not taken: node would not either.
func ownReplacement(build api.PluginBuild, args api.OnResolveArgs) bool {
	if strings.HasPrefix(args.Path, "node:") {
		return false
	}
	found := build.Resolve(args.Path, api.ResolveOptions{
		Importer: args.Importer, ResolveDir: args.ResolveDir, Kind: args.Kind, PluginData: asked{},
	})
	return len(found.Errors) == 0 && !strings.Contains(filepath.ToSlash(found.Path), "node_modules/"+args.Path+"/")
}

// inPackage is whether a file belongs to an installed package.
func inPackage(path string) bool {
	return strings.Contains(filepath.ToSlash(path), "/node_modules/")
}

func javaScript(text string) api.OnLoadResult {
	return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}
}
