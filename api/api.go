// Package api holds the API that apps in Rip are written against, @rip/api: its
// source in TypeScript, its declarations for editors, and the names under which
// apps import it. Runtimes put it into an app's modules; nothing is installed.
package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed src
var sources embed.FS

//go:embed types/rip.d.ts
var types string

// Types are the API's declarations in TypeScript, for editors.
func Types() string { return types }

// Core is the module that all names lead to, so that all of an app's imports
// share its state.
const Core = "rip:api"

// Packages are the packages whose place the API takes, unless an app has one
// of its own in node_modules: see Installed.
func Packages() []string {
	return []string{"@rip/api", "@rip-lang/server", "@rip-lang/api", "rip"}
}

// names are the specifiers of a package.
func names(pkg string) []string {
	if pkg == "rip" {
		pkg = "rip/sites"
	}
	return []string{pkg, pkg + "/middleware"}
}

// Modules are the API's ES modules by specifier, without those of the packages
// named by except. They import nothing but node:async_hooks, node:fs, node:path
// and each other. It takes some ten milliseconds; the result is always the same.
func Modules(except ...string) (map[string]string, error) {
	core, _, err := Bundle()
	if err != nil {
		return nil, err
	}
	modules := Names(except...)
	modules[Core] = core
	return modules, nil
}

// Names are Modules without Core: what leads to it. It takes no time.
func Names(except ...string) map[string]string {
	modules := map[string]string{}
	for _, pkg := range Packages() {
		for _, name := range names(pkg) {
			modules[name] = fmt.Sprintf("export * from %q;\n", Core)
		}
	}
	for _, pkg := range except {
		for _, name := range names(pkg) {
			delete(modules, name)
		}
	}
	return modules
}

// Bundle is Core, in JavaScript, and the names that it exports.
func Bundle() (text string, exports []string, err error) {
	return bundle(bundleOptions(`export * from "./index"; export * from "./middleware";`, func(string) string { return "" }))
}

// bundleOptions bundle an entry among sources. Files that part has a name for are
// left to whoever loads the result.
func bundleOptions(entry string, part func(file string) string) api.BuildOptions {
	return api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: entry, Loader: api.LoaderTS},
		Bundle:   true,
		Outfile:  "api.js", // nothing is written
		Format:   api.FormatESModule,
		Platform: api.PlatformNeutral,
		Target:   api.ES2022,
		External: []string{"node:*"},
		// Fields are assigned, not defined: that costs the embedded engine less.
		TsconfigRaw: `{"compilerOptions":{"useDefineForClassFields":false}}`,
		LogLevel:    api.LogLevelSilent,
		Metafile:    true,
		Plugins:     []api.Plugin{apart(part), embedded()},
	}
}

// bundle is the text of a bundle, and the names that it exports.
func bundle(options api.BuildOptions) (text string, exports []string, err error) {
	result := api.Build(options)
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return "", nil, fmt.Errorf("bundle @rip/api: %s", strings.Join(messages, ""))
	}
	var meta struct {
		Outputs map[string]struct{ Exports []string }
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return "", nil, fmt.Errorf("read what esbuild tells of @rip/api: %w", err)
	}
	for _, output := range meta.Outputs { // there is one
		exports = output.Exports
	}
	return string(result.OutputFiles[0].Contents), exports, nil
}

// embedded has esbuild find modules among sources.
func embedded() api.Plugin {
	const namespace = "rip-api"
	return api.Plugin{Name: namespace, Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^\.`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: within(args.Importer, args.Path), Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := fs.ReadFile(sources, args.Path)
			contents := string(text)
			return api.OnLoadResult{Contents: &contents, Loader: api.LoaderTS}, err
		})
	}}
}
