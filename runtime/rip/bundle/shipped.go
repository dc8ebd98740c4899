package bundle

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// Shipped is a module that comes with the runtime and is a program of its own:
// whatever number of apps import it, it is bundled and compiled once, when the
// first of them is, and an edit of theirs does not touch it. What it exports must
// not be assigned again, and it must not await at its top level. Safe for
// concurrent use; a nil Shipped is no module.
type Shipped struct {
	name     string
	source   func() (text string, exports []string, err error)
	programs *Programs
	texts    *Texts

	once    sync.Once
	program *program
	exports []string
	err     error
}

// NewShipped returns the module that apps import by that name. source makes its
// text and the names that it exports, when they are needed and texts, which may
// be nil, has not kept them.
func NewShipped(name string, source func() (string, []string, error), programs *Programs, texts *Texts) *Shipped {
	return &Shipped{name: name, source: source, programs: programs, texts: texts}
}

func (s *Shipped) is(specifier string) bool { return s != nil && specifier == s.name }

// sourceName is programName for the module's program.
func (s *Shipped) sourceName() string { return nsModule + ":" + s.name }

// load makes the program, once.
func (s *Shipped) load() (*program, error) {
	s.once.Do(func() {
		s.program, s.err = s.restore()
		if s.program == nil && s.err == nil {
			s.program, s.err = s.build()
		}
	})
	return s.program, s.err
}

// restore takes what an earlier start has kept; nil when there is nothing.
func (s *Shipped) restore() (*program, error) {
	r := s.texts.read(keptShipped, &Options{Entry: s.name})
	if r == nil {
		return nil, nil
	}
	s.exports = r.Exports
	return s.programs.compile(r.Hash, s.sourceName(), r.text, r.mapping)
}

func (s *Shipped) build() (*program, error) {
	text, exports, err := s.source()
	if err != nil {
		return nil, err
	}
	s.exports = exports
	o := &Options{Entry: s.name, Dir: "/", Modules: map[string]string{s.name: text}, Programs: s.programs}
	g := newGraph(o)
	result := api.Build(settings(o, entryModule(s.name), g.plugin()))
	if len(result.Errors) > 0 {
		return nil, g.failed(result.Errors)
	}
	program, err := compileOutputs(o, s.sourceName(), result.OutputFiles)
	if err != nil {
		return nil, err
	}
	s.texts.write(keptShipped, &Options{Entry: s.name}, &record{
		Hash: program.hash, Exports: exports, text: program.text, mapping: program.mapping,
	})
	return program, nil
}

// standIn is the module's place in an app. It has a variable for each export,
// so that using one costs nothing more than within one program.
func (s *Shipped) standIn() (api.OnLoadResult, error) {
	if _, err := s.load(); err != nil {
		return api.OnLoadResult{}, fmt.Errorf("bundle %s: %w", s.name, err)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "const shipped = __rip_vendor(%s);\n", literal(s.name))
	for i, name := range s.exports {
		fmt.Fprintf(&text, "const e%d = shipped.%s; export { e%d as %s };\n", i, name, i, name)
	}
	return javaScript(text.String()), nil
}

// evaluate runs the module in h's VM, which is held, and returns its exports.
func (s *Shipped) evaluate(h *host) (*goja.Object, error) {
	program, err := s.load()
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", s.name, err)
	}
	exports, err := (&host{vm: h.vm, options: h.options}).run(program.code)
	var thrown *Thrown
	if errors.As(err, &thrown) {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	return exports, err
}
