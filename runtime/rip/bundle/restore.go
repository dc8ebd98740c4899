package bundle

import (
	"bytes"
	"encoding/json"
	"maps"
)

// The kinds of programs that are kept.
const (
	keptApp      = "app"
	keptPackages = "packages"
)

// restore takes what an earlier start has kept, as far as it is still true:
// the packages, and the app too if it runs with them. Nil: build it.
func (b *builder) restore() *Bundle {
	if r := b.options.Texts.read(keptPackages, b.options); b.options.Dev && r != nil && r.fresh() {
		if program, err := b.options.Programs.compile(r.Hash, packagesName, r.text, r.mapping); err == nil {
			b.packages = &packages{program: program, commonJS: r.Modules, files: r.Files}
			b.graph.commonJS = r.Modules
		}
	}
	r := b.options.Texts.read(keptApp, b.options)
	if r == nil || !r.fresh() {
		return nil
	}
	if len(r.Modules) > 0 && (b.packages == nil || b.packages.hash != r.Packages || !b.packages.has(r.Modules)) {
		return nil
	}
	program, err := b.options.Programs.compile(r.Hash, programName, r.text, r.mapping)
	if err != nil {
		return nil
	}
	b.graph.files, b.graph.modules = r.Files, r.Modules
	return b.bundle(program)
}

// keep keeps the app for the next start.
func (b *builder) keep(program *program) {
	r := &record{
		Hash: program.hash, Files: b.graph.files, Around: map[string]stamp{}, Modules: b.graph.modules,
		text: program.text, mapping: program.mapping,
	}
	if b.packages != nil {
		r.Packages = b.packages.hash
	}
	for path := range surroundings(b.graph) {
		r.Around[path], _, _ = readStamped(path)
	}
	b.options.Texts.write(keptApp, b.options, r)
}

// keepPackages keeps the packages for the next start.
func (p *packages) keep(o *Options) {
	o.Texts.write(keptPackages, o, &record{
		Hash: p.hash, Files: p.files, Modules: maps.Clone(p.commonJS), text: p.text, mapping: p.mapping,
	})
}

// cutRecord cuts the record off that content begins with.
func cutRecord(content []byte) (*record, []byte, error) {
	head, rest, _ := bytes.Cut(content, []byte("\n"))
	r := &record{}
	return r, rest, json.Unmarshal(head, r)
}
