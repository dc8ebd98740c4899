package bundle

import "github.com/dop251/goja"

// Packages is the program that has the packages, nil when there is none.
func (b *Bundle) Packages() *goja.Program {
	if b.packages == nil {
		return nil
	}
	return b.packages.code
}

// RanEsbuild is whether a source in dev has needed it.
func (s *Source) RanEsbuild() bool { return s.builder.esbuild != nil }

// Repair parses text as programs are, and returns what goja took.
func Repair(text string) (string, error) {
	_, repaired, err := parse("test.js", text)
	return repaired, err
}

// Compile compiles text as programs are, without a source map.
func Compile(text string) (*goja.Program, error) {
	p, err := compileProgram("test.js", text, []byte(`{"version":3,"sources":["test.js"],"mappings":"AAAA"}`))
	if err != nil {
		return nil, err
	}
	return p.code, nil
}
