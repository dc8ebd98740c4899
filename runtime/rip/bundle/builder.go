package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
)

// programName is what goja calls code that is in no file; package trace leaves
// it out of stacks.
const programName = "rip:bundle"

// builder builds one app, again and again. It is not safe for concurrent use.
type builder struct {
	options  *Options
	graph    *graph // of the build that is under way, or was last
	esbuild  api.BuildContext
	packages *packages
	started  bool // what an earlier start has kept was looked for
}

func newBuilder(o *Options) *builder {
	b := &builder{options: o, graph: newGraph(o)}
	b.graph.apart = !o.Dev
	return b
}

// build builds what is there now.
func (b *builder) build() (*Bundle, error) {
	if !b.started {
		b.started = true
		if bundle := b.restore(); bundle != nil {
			return bundle, nil
		}
	}
	if b.packages != nil && b.packages.stale() {
		b.packages, b.graph.commonJS = nil, nil
	}
	for {
		b.graph.reset()
		result, err := b.run()
		if err != nil {
			return nil, err
		}
		again, err := b.updatePackages()
		if err != nil {
			return nil, err
		}
		if !again {
			return b.finish(result)
		}
	}
}

// run runs esbuild. In dev it keeps what it has parsed for the next time.
func (b *builder) run() (api.BuildResult, error) {
	options := settings(b.options, entryModule(b.options.Entry), b.graph.plugin())
	var result api.BuildResult
	if b.options.Dev {
		if b.esbuild == nil {
			var err *api.ContextError
			if b.esbuild, err = api.Context(options); err != nil {
				return result, fmt.Errorf("set esbuild up: %w", err)
			}
		}
		result = b.esbuild.Rebuild()
	} else {
		result = api.Build(options)
	}
	if len(result.Errors) > 0 {
		return result, b.graph.failed(result.Errors)
	}
	return result, nil
}

// updatePackages makes sure that all modules that the app imports from packages
// are in b.packages. It says whether the app must be built again because one
// turned out to be CommonJS.
func (b *builder) updatePackages() (again bool, err error) {
	wanted := b.graph.modules
	if len(wanted) == 0 || b.packages != nil && b.packages.has(wanted) {
		return false, nil
	}
	modules := maps.Clone(wanted)
	if b.packages != nil {
		for path := range b.packages.commonJS {
			modules[path] = true // an import that is undone may be done again
		}
	}
	p, err := buildPackages(b.options, slices.Sorted(maps.Keys(modules)))
	if err != nil {
		return false, err
	}
	for path := range wanted {
		again = again || p.commonJS[path] != b.graph.commonJS[path]
	}
	b.packages, b.graph.commonJS = p, p.commonJS
	return again, nil
}

// finish compiles what esbuild made.
func (b *builder) finish(result api.BuildResult) (*Bundle, error) {
	app, err := compileOutputs(b.options, programName, result.OutputFiles)
	if err != nil {
		return nil, err
	}
	b.keep(app)
	bundle := b.bundle(app)
	bundle.Warnings = b.graph.messages(result.Warnings)
	return bundle, nil
}

// bundle is the app with the packages that it uses.
func (b *builder) bundle(app *program) *Bundle {
	bundle := &Bundle{options: b.options, app: app}
	if len(b.graph.modules) > 0 {
		bundle.packages = b.packages.program
	}
	return bundle
}

// close frees what esbuild keeps.
func (b *builder) close() {
	if b.esbuild != nil {
		b.esbuild.Dispose()
		b.esbuild = nil
	}
}

// entryModule is the module that hands over the app's module.
func entryModule(path string) string {
	return "import * as app from " + literal(path) + ";\n__rip(app);"
}

// compileOutputs compiles esbuild's two files: a map and its program.
func compileOutputs(o *Options, name string, files []api.OutputFile) (*program, error) {
	if len(files) != 2 {
		return nil, fmt.Errorf("esbuild gave %d files, not a program and its map", len(files))
	}
	text := string(files[1].Contents)
	mapping, err := fromOne(files[0].Contents)
	if err != nil {
		return nil, fmt.Errorf("read esbuild's source map: %w", err)
	}
	return o.Programs.compile(programHash(name, text, mapping), name, text, mapping)
}

// literal is a string as JavaScript writes it.
func literal(s string) string {
	text, err := json.Marshal(s)
	if err != nil { // a string can always be
		panic(errors.New("bundle: " + err.Error()))
	}
	return string(text)
}
