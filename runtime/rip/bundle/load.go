package bundle

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/pelletier/go-toml/v2"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// load reads every file of the graph, so that what was read is exactly what is
// compared later, and turns into JavaScript what esbuild cannot.
func (g *graph) load(args api.OnLoadArgs) (api.OnLoadResult, error) {
	text, err := g.read(args.Path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	if kind := args.With["type"]; kind != "" {
		return g.loadAs(kind, args.Path, text)
	}
	switch ext := filepath.Ext(args.Path); ext {
	case ".rip":
		return g.loadRip(args.Path, text)
	case ".toml":
		return g.loadAs("toml", args.Path, text)
	case ".json":
		return g.loadAs("json", args.Path, text)
	case ".txt":
		return g.loadAs("text", args.Path, text)
	default:
		loader, ok := scripts(ext, args.Path)
		if !ok && g.standalone {
			return api.OnLoadResult{}, errPathOf
		}
		if !ok { // as bun: the path of whatever it is
			return javaScript("import meta from " + metaImport(args.Path) + ";\nexport default meta.path;"), nil
		}
		return g.script(args.Path, text, loader), nil
	}
}

// scripts are the loaders of what esbuild compiles itself. As in bun, .js may
// have JSX; packages do not, and some have what reads like it.
func scripts(ext, path string) (api.Loader, bool) {
	switch ext {
	case ".ts", ".mts", ".cts":
		return api.LoaderTS, true
	case ".tsx":
		return api.LoaderTSX, true
	case ".jsx":
		return api.LoaderJSX, true
	case ".js", ".mjs", ".cjs", "":
		if inPackage(path) {
			return api.LoaderJS, true
		}
		return api.LoaderJSX, true
	}
	return api.LoaderNone, false
}

// script is a module with its import.meta, of which __dirname and __filename are
// parts. The import stands at the end, where it moves no line and no column;
// imports are hoisted. It would make an ES module of CommonJS, so that has a
// variable at its beginning instead, which moves the columns of one line.
func (g *graph) script(path string, text []byte, loader api.Loader) api.OnLoadResult {
	contents := string(text)
	place := bytes.Contains(text, []byte("__dirname")) || bytes.Contains(text, []byte("__filename"))
	switch {
	case g.standalone:
	case bytes.Contains(text, []byte("import.meta")), place && (filepath.Ext(path) == ".rip" || !guessCommonJS(path)):
		contents += "\nimport " + metaName + " from " + metaImport(path) + ";"
	case place:
		first := prologue.FindStringIndex(contents)[1]
		contents = contents[:first] + "var " + metaName + "=" + g.metaCall(path) + ";" + contents[first:]
	}
	return api.OnLoadResult{Contents: &contents, Loader: loader}
}

// prologue is what has to stay at the beginning of a script, with the comments
// before it: its hashbang and "use strict".
var prologue = regexp.MustCompile(`^(?:#!.*\n)?(?:(?:\s|//.*\n|/\*(?s:.*?)\*/)*(?:"use strict"|'use strict');?)?`)

// metaCall is what makes the import.meta of a file when the program runs.
func (g *graph) metaCall(path string) string {
	return "__rip_meta(" + literal(g.relative(path)) + ", " + strconv.FormatBool(path == g.options.Entry) + ")"
}

func metaImport(path string) string { return literal(nsMeta + ":" + path) }

// loadAs loads a file as what it is, or as what its import says it is.
func (g *graph) loadAs(kind, path string, text []byte) (api.OnLoadResult, error) {
	contents := string(text)
	switch kind {
	case "text":
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderText}, nil
	case "bytes":
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderBinary}, nil
	case "json":
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJSON}, nil
	case "toml":
		return g.loadTOML(path, text)
	}
	return api.OnLoadResult{}, errors.New(`an import can be with type "text", "bytes", "json" or "toml", not ` + literal(kind))
}

func (g *graph) loadTOML(path string, text []byte) (api.OnLoadResult, error) {
	var value map[string]any
	if err := toml.Unmarshal(text, &value); err != nil {
		var at *toml.DecodeError
		if !errors.As(err, &at) {
			return api.OnLoadResult{}, err
		}
		line, column := at.Position()
		return api.OnLoadResult{Errors: []api.Message{g.message(path, text, line, column, at.Error())}}, nil
	}
	converted, err := json.Marshal(value)
	if err != nil { // a number that is not finite
		return api.OnLoadResult{}, err
	}
	contents := string(converted)
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJSON}, nil
}

// loadRip compiles Rip. The map goes along for the columns; lines are right
// without it.
func (g *graph) loadRip(path string, text []byte) (api.OnLoadResult, error) {
	compiled, err := compiler.Compile(text, compiler.Options{Path: filepath.Base(path), Map: true})
	var mistakes diag.List
	if errors.As(err, &mistakes) {
		var result api.OnLoadResult
		for _, m := range mistakes {
			message := g.message(path, text, m.Start.Line, m.Start.Column, m.Message)
			if m.Hint != "" {
				message.Notes = append(message.Notes, api.Note{Text: m.Hint})
			}
			if m.Related != nil {
				message.Notes = append(message.Notes, api.Note{Text: m.Related.Message, Location: &api.Location{
					File: g.relative(path), Line: m.Related.At.Line, Column: m.Related.At.Column - 1,
				}})
			}
			result.Errors = append(result.Errors, message)
		}
		return result, nil
	}
	if err != nil {
		return api.OnLoadResult{}, err
	}
	result := g.script(path, compiled.Code, api.LoaderJS)
	var mapped strings.Builder
	mapped.WriteString(*result.Contents)
	mapped.WriteString("\n//# sourceMappingURL=data:application/json;base64,")
	mapped.WriteString(base64.StdEncoding.EncodeToString(compiled.Map))
	contents := mapped.String()
	result.Contents = &contents
	return result, nil
}

// message is a mistake at a place, both counted from 1, in esbuild's form.
func (g *graph) message(path string, text []byte, line, column int, what string) api.Message {
	return api.Message{Text: what, Location: &api.Location{
		File: g.relative(path), Line: line, Column: max(column-1, 0), LineText: lineOf(text, line),
	}}
}

// lineOf is a line of text, counted from 1, without its end.
func lineOf(text []byte, line int) string {
	for range line - 1 {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	first, _, _ := bytes.Cut(text, []byte("\n"))
	return strings.TrimSuffix(string(first), "\r")
}
