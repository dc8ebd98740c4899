package config

import (
	"errors"
	"fmt"
	"maps"

	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"
)

// Sources are the places settings come from, the weakest first. Every one of
// them may be absent. Load reads nothing else: no process environment, no
// working directory but for a relative File.
type Sources struct {
	// Dir is the app's base directory: package.json, bunfig.toml,
	// rip-server.{yaml,yml,toml,json} and .env are looked for in it.
	Dir string
	// File is a further configuration file (--config, else RIP_CONFIG); it
	// must exist.
	File string
	// Environ is the environment, in the form of os.Environ.
	Environ []string
	// Tokens are the values of the command line words, by key, and Words the
	// word each came from ("workers": "w:4").
	Tokens map[string]any
	Words  map[string]string
	// Flags is a parsed flag set to which AddFlags added the flags.
	Flags *pflag.FlagSet
}

// Load merges the sources over the defaults. The error names every problem
// found, one per line, each with its place and what to write instead; there is
// no Loaded then.
func Load(src Sources) (*Loaded, error) {
	l := newLoading()
	l.readDir(src.Dir)
	l.readConfigFile(src.File, src.Environ)
	l.readDotenv(src.Dir)
	l.readEnviron(src.Environ)
	l.readTokens(src.Tokens, src.Words)
	l.readFlags(src.Flags)
	return l.finish()
}

// entry is one thing that one source says.
type entry struct {
	key    Key
	value  any
	source string // for Loaded.Source
	where  string // begins an error: "rip-server.yaml:3: workers"
}

// loading is a configuration in the making. Values are kept in canonical text,
// so that merging cannot mix types.
type loading struct {
	merged   *koanf.Koanf
	sources  map[string]string
	problems []error
	warnings []string
}

func newLoading() *loading {
	return &loading{merged: koanf.New("."), sources: map[string]string{}}
}

// apply puts what one source says over what weaker ones said. A source that
// says two different things about one key is contradicting itself.
func (l *loading) apply(entries []entry) {
	values, said := map[string]any{}, map[string]entry{}
	for _, e := range entries {
		text, err := plainText(e.value)
		if err == nil {
			text, err = e.key.Canonical(text)
		}
		if err != nil {
			l.problem("%s: %w", e.where, err)
			continue
		}
		if first, twice := said[e.key.Name]; twice && values[e.key.Name] != text {
			l.problem("%s contradicts %s; keep one of them", e.where, first.where)
			continue
		}
		values[e.key.Name], said[e.key.Name] = text, e
		l.sources[e.key.Name] = e.source
	}
	if err := l.merged.Load(confmap.Provider(values, ""), nil); err != nil {
		l.problem("merge settings: %w", err)
	}
}

func (l *loading) problem(format string, args ...any) {
	l.problems = append(l.problems, fmt.Errorf(format, args...))
}

func (l *loading) warn(format string, args ...any) {
	l.warnings = append(l.warnings, fmt.Sprintf(format, args...))
}

// finish turns the merged text into a Config, if all of it is right.
func (l *loading) finish() (*Loaded, error) {
	c := l.assemble()
	l.settle(c)
	for _, conflict := range conflicts(c) {
		l.problem("%s", conflict.with(l.sources))
	}
	for _, doubt := range doubts(c) {
		l.warn("%s", doubt.with(l.sources))
	}
	if len(l.problems) > 0 {
		return nil, errors.Join(l.problems...)
	}
	return &Loaded{Config: c, Warnings: l.warnings, sources: maps.Clone(l.sources)}, nil
}
