package config

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	koanfjson "github.com/knadh/koanf/parsers/json"
	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/v2"
)

// section is our part of the files that belong to other programs.
const section = "rip-server"

// readDir reads the files of the app's directory, in this order.
func (l *loading) readDir(dir string) {
	if dir == "" {
		return
	}
	l.readOptional(filepath.Join(dir, "package.json"))
	l.readOptional(filepath.Join(dir, "bunfig.toml"))
	var own []string
	for _, extension := range []string{"yaml", "yml", "toml", "json"} {
		name := section + "." + extension
		if l.readOptional(filepath.Join(dir, name)) {
			own = append(own, name)
		}
	}
	if len(own) > 1 {
		l.warn("%s are all read, and the last one wins; keep one", strings.Join(own, ", "))
	}
}

// readConfigFile reads the file that --config or RIP_CONFIG names, if any.
func (l *loading) readConfigFile(path string, environ []string) {
	source := "--config"
	if path == "" {
		path, source = variable(environ, configVariable), configVariable
	}
	if path == "" {
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		l.problem("%s: %w", source, err)
		return
	}
	l.readFile(path, data)
}

// readOptional reads a file that may be missing, and reports whether it was there.
func (l *loading) readOptional(path string) bool {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err != nil {
		l.problem("read configuration: %w", err)
		return false
	}
	l.readFile(filepath.Base(path), data)
	return true
}

// readFile reads the text of one file; name is how messages call it.
func (l *loading) readFile(name string, data []byte) {
	base := filepath.Base(name)
	shared := base == "package.json" || base == "bunfig.toml"
	if shared && !bytes.Contains(data, []byte(section)) {
		return // says nothing to us, so its syntax is none of our business
	}
	parser, err := parserFor(base)
	if err != nil {
		l.problem("%s: %w", name, err)
		return
	}
	values, err := parser.Unmarshal(data)
	if err != nil {
		l.problems = append(l.problems, syntaxProblem(name, data, err))
		return
	}
	after := 0
	if shared {
		mine, found := values[section]
		if !found {
			return
		}
		after = keyOffset(data, 0, section)
		keys, isTable := mine.(map[string]any)
		if !isTable {
			l.problem("%s: %s is not a table of keys; write such as {\"workers\": 4}", place(name, data, after), section)
			return
		}
		values = keys
	}
	l.applyFile(name, data, after, values)
}

func (l *loading) applyFile(name string, data []byte, after int, values map[string]any) {
	offset := func(spelling string) int { return keyOffset(data, after, spelling) }
	spellings := slices.Sorted(maps.Keys(values))
	slices.SortStableFunc(spellings, func(a, b string) int { return offset(a) - offset(b) })
	var entries []entry
	for _, spelling := range spellings {
		where := place(name, data, offset(spelling)) + ": " + printable(spelling)
		key, ok := Lookup(spelling)
		if !ok {
			l.problem("%s: no such key%s", where, didYouMean(spelling, keyNames()))
			continue
		}
		entries = append(entries, entry{key: key, value: values[spelling], source: name, where: where})
	}
	l.apply(entries)
}

func parserFor(base string) (koanf.Parser, error) {
	switch strings.ToLower(filepath.Ext(base)) {
	case ".yaml", ".yml":
		return yaml.Parser(), nil
	case ".toml":
		return toml.Parser(), nil
	case ".json":
		return koanfjson.Parser(), nil
	}
	return nil, errors.New("the name must end in .yaml, .yml, .toml or .json, to tell what is in it")
}
