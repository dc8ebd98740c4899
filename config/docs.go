package config

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
)

// groupSources are the files that declare the groups of Config. Their field
// comments are the documentation of the keys, read from here so that the text
// exists once and cannot drift from what godoc shows.
//
//go:embed app.go fleet.go listening.go certificates.go acme.go admission.go upstream.go reporting.go health.go
var groupSources embed.FS

// readDocs returns the comment of every struct type ("Fleet") and of every
// field ("Fleet.Workers") in sources. The sources are those this binary was
// built from, so they parse.
func readDocs(sources fs.FS) map[string]string {
	docs := map[string]string{}
	files, _ := fs.Glob(sources, "*.go")
	for _, name := range files {
		text, err := fs.ReadFile(sources, name)
		if err != nil {
			panic(fmt.Sprintf("config: embedded %s: %v", name, err))
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			panic(fmt.Sprintf("config: embedded %s: %v", name, err))
		}
		for _, decl := range file.Decls {
			if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.TYPE {
				readGroup(docs, group)
			}
		}
	}
	return docs
}

func readGroup(docs map[string]string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		typ := spec.(*ast.TypeSpec)
		fields, ok := typ.Type.(*ast.StructType)
		if !ok {
			continue
		}
		docs[typ.Name.Name] = paragraph(decl.Doc)
		for _, field := range fields.Fields.List {
			for _, name := range field.Names {
				docs[typ.Name.Name+"."+name.Name] = paragraph(field.Doc)
			}
		}
	}
}

// paragraph joins the lines of a comment, whose breaks are the width of the
// source file and nothing more.
func paragraph(comment *ast.CommentGroup) string {
	return strings.Join(strings.Fields(comment.Text()), " ")
}

// firstSentence is what fits beside a flag.
func firstSentence(doc string) string {
	if end := strings.Index(doc, ". "); end >= 0 {
		return doc[:end]
	}
	return strings.TrimSuffix(doc, ".")
}
