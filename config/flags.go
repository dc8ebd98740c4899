package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/knadh/koanf/providers/posflag"
	"github.com/spf13/pflag"
)

// AddFlags adds a flag for every key to fs, and the --no- forms. The flags
// only record what was typed: Load reads it, so that mistakes in flags are
// reported together with all others and in the same words.
func AddFlags(fs *pflag.FlagSet) {
	for _, key := range Keys() {
		added := fs.VarPF(&typed{text: key.Default, notation: key.kind.placeholder(), list: isList(key)}, key.Flag, "", usage(key))
		if _, isSwitch := key.kind.(boolean); isSwitch {
			added.NoOptDefVal = "true"
		}
		if key.NoFlag != "" {
			no := fs.VarPF(&typed{notation: "bool"}, key.NoFlag, "", fmt.Sprintf("The same as --%s=%s", key.Flag, key.NoValue))
			no.NoOptDefVal = "true"
		}
	}
}

func usage(key Key) string {
	text := firstSentence(key.Doc)
	if key.Default == "" && key.Unset != "" {
		text += fmt.Sprintf(" (default: %s)", key.Unset)
	}
	return text
}

// typed is a flag's value as it was typed. A list may be given piece by piece.
type typed struct {
	text, notation string
	list, given    bool
}

func (t *typed) String() string { return t.text }
func (t *typed) Type() string   { return t.notation }

func (t *typed) Set(s string) error {
	if t.list && t.given {
		s = t.text + "," + s
	}
	t.text, t.given = s, true
	return nil
}

// isList is whether a key's value is several, separated by commas.
func isList(key Key) bool {
	switch key.kind.(type) {
	case paths, networks, domains:
		return true
	}
	return false
}

// readFlags reads the flags that were given; those of other owners in the same
// set are left alone.
func (l *loading) readFlags(fs *pflag.FlagSet) {
	if fs == nil {
		return
	}
	// posflag would split names at an empty delimiter; flags have no dots.
	given, err := posflag.ProviderWithFlag(fs, ".", nil, func(f *pflag.Flag) (string, any) {
		return f.Name, f.Value.String()
	}).Read()
	if err != nil {
		l.problem("read flags: %w", err)
		return
	}
	var entries []entry
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if e, ok := l.flagEntry(name, given[name]); ok {
			entries = append(entries, e)
		}
	}
	l.apply(entries)
}

func (l *loading) flagEntry(name string, value any) (entry, bool) {
	e := entry{value: value, source: "--" + name, where: "--" + name}
	key, known := Lookup(name)
	if known && key.Flag == name {
		e.key = key
		return e, true
	}
	key, known = Lookup(strings.TrimPrefix(name, "no-"))
	if !known || key.NoFlag != name {
		return e, false
	}
	text, _ := value.(string)
	on, err := boolean{}.parse(text)
	if err != nil {
		l.problem("%s: %w", e.where, err)
		return e, false
	}
	e.key, e.value = key, key.NoValue
	return e, on == true // --no-access-log=false says nothing
}

// readTokens reads the words of the command line.
func (l *loading) readTokens(values map[string]any, words map[string]string) {
	var entries []entry
	for _, name := range slices.Sorted(maps.Keys(values)) {
		where := "argument"
		if word := words[name]; word != "" {
			where += " " + word
		}
		key, ok := Lookup(name)
		if !ok {
			l.problem("%s: no such key %s", where, name)
			continue
		}
		entries = append(entries, entry{key: key, value: values[name], source: where, where: where})
	}
	l.apply(entries)
}
