package bundle

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
)

// Module is an app as one ES module: it exports what the entry exports, and
// imports nothing but built-in modules.
type Module struct {
	Text     []byte
	Files    []string // absolute, sorted: those that it was made of
	Warnings []Message
}

// Standalone bundles an app into one file, which any runtime can load that has
// what the app uses: the embedded one as bun. It has its source map in itself.
// What is wrong with the files is an *Error. Of the options, Programs and Texts
// are not needed.
func Standalone(o Options) (*Module, error) {
	o.Dev = false
	g := newGraph(&o)
	g.apart, g.standalone = true, true
	options := settings(&o, "", g.plugin())
	options.Stdin, options.EntryPoints = nil, []string{o.Entry}
	options.Banner, options.Footer = nil, nil
	options.Supported = map[string]bool{"using": false, "decorators": false} // neither has both yet
	for _, place := range []string{"import.meta", "__dirname", "__filename"} {
		delete(options.Define, place) // it will be that of the file
	}
	options.Sourcemap = api.SourceMapInline
	options.LegalComments = api.LegalCommentsEndOfFile // the file may be given away
	result := api.Build(options)
	if len(result.Errors) > 0 {
		return nil, g.failed(result.Errors)
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("esbuild gave %d files instead of one", len(result.OutputFiles))
	}
	return &Module{
		Text: result.OutputFiles[0].Contents, Files: slices.Sorted(maps.Keys(g.files)),
		Warnings: g.messages(result.Warnings),
	}, nil
}

// errPathOf is what to do about an import that is for a file's path.
var errPathOf = errors.New(`the import is for the path of this file, and in a bundle of one file it has none;
import its content instead, with { type: "text" } or { type: "bytes" }`)
