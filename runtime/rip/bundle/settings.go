package bundle

import (
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// Every program is an async function, because modules may await at their top
// level. Its parameters are what the code that esbuild prints asks for: where
// its result goes, import.meta objects, built-in modules, packages that were
// bundled apart, import() of what is only known at run time, and what is added to
// reads of stacks, to awaits, and to what was renamed.
const (
	banner = "(async function(__rip,__rip_meta,__rip_builtin,__rip_vendor,require," + stackName + "," + awaitName + "," + nameName + "){"
	footer = "})"
)

// metaName is what import.meta becomes: an import that load.go adds.
const metaName = "__rip_import_meta"

// entryName is what esbuild calls the module that stdin is. Nobody else wrote
// it, so nobody is told of it.
const entryName = "rip:entry"

// settings are esbuild's options for goja, for the module that stdin is.
// Nothing is lowered that goja can do: async functions as generators run three
// times slower, private fields as WeakMaps too.
func settings(o *Options, stdin string, plugin api.Plugin) api.BuildOptions {
	return api.BuildOptions{
		Stdin:         &api.StdinOptions{Contents: stdin, ResolveDir: o.Dir, Sourcefile: entryName, Loader: api.LoaderJS},
		Bundle:        true,
		AbsWorkingDir: o.Dir,
		Outfile:       o.Dir + "/bundle.js", // nothing is written; names in the map are relative to it
		Format:        api.FormatESModule,
		Platform:      api.PlatformNeutral,
		Target:        api.ESNext,
		Charset:       api.CharsetUTF8, // goja's parser panics at "\u{10FFFF}", which ASCII output has
		Supported:     supported(),
		TreeShaking:   api.TreeShakingTrue,
		// The order in which Wrangler looks; packages are tested against it.
		MainFields:        []string{"browser", "module", "main"},
		Conditions:        []string{"workerd", "worker", "browser", "import", "module", "default"},
		ResolveExtensions: extensions(),
		Define: map[string]string{
			"import.meta":          metaName,
			"__dirname":            metaName + ".dirname",
			"__filename":           metaName + ".filename",
			"process.env.NODE_ENV": strconv.Quote(o.mode()),
			"global":               "globalThis",
		},
		JSX:            api.JSXAutomatic,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude, // excerpts come from the files
		Banner:         map[string]string{"js": banner},
		Footer:         map[string]string{"js": footer},
		LegalComments:  api.LegalCommentsNone,
		LogLevel:       api.LogLevelSilent,
		Plugins:        []api.Plugin{plugin},
	}
}

// supported is where goja's parser and library differ from ES2022.
func supported() map[string]bool {
	return map[string]bool{
		"async-generator": false, "for-await": false, "using": false, "decorators": false,
		"dynamic-import": false, "import-meta": false, "hashbang": false, "top-level-await": true,
		"regexp-unicode-property-escapes": false, "regexp-set-notation": false, "regexp-match-indices": false,
		// esbuild does not look for \p inside […]: this turns every /u into new RegExp, which the runtime mends.
		"regexp-sticky-and-unicode-flags": false,
	}
}

// extensions are tried in this order for an import without one.
func extensions() []string {
	return []string{".rip", ".tsx", ".jsx", ".ts", ".mjs", ".js", ".cjs", ".json"}
}
