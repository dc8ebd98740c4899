package config

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode"
)

// Key is one thing that can be set: its names, its default and its
// documentation. Keys are made from the fields of [Config] and do not change.
type Key struct {
	// Name is the canonical name, as in files: queueTimeoutMs.
	Name string
	// Flag is the name on the command line without dashes: queue-timeout-ms.
	// Files accept this spelling too.
	Flag string
	// Env is the environment variable: RIP_QUEUE_TIMEOUT_MS.
	Env string
	// NoFlag is the flag that stands for NoValue ("no-access-log"); mostly "".
	NoFlag, NoValue string
	// Default is the value in the key's own notation; "" is explained by Unset.
	Default, Unset string
	// Allowed says in words which values are right: "1 to 1024, or auto".
	Allowed string
	// Choices are the allowed words of a key that takes only some.
	Choices []string
	// Words are examples of command line words that set the key: "w:4".
	Words []string
	// Doc is the documentation, one paragraph; Group the chapter it is in.
	Doc, Group string

	kind  kind
	index []int // of the field in Config
}

// Canonical checks a value as a person wrote it and returns it in its one
// canonical form, so that equal settings are equal strings. The error
// completes a sentence that begins with the place the value came from.
func (k Key) Canonical(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" && k.Default == "" {
		return "", nil
	}
	value, err := k.kind.parse(text)
	if err != nil {
		return "", err
	}
	return k.kind.format(value), nil
}

// Keys returns all keys in the order of the documentation. The slice is the
// caller's own; the strings slices in it are shared and must not be changed.
func Keys() []Key {
	return append([]Key(nil), schema().keys...)
}

// Lookup finds a key by its canonical name or by its flag's spelling.
func Lookup(name string) (Key, bool) {
	i, ok := schema().byName[name]
	if !ok {
		return Key{}, false
	}
	return schema().keys[i], true
}

// table is all keys, and the ways to find one.
type table struct {
	keys      []Key
	byName    map[string]int // canonical name and flag spelling
	byEnv     map[string]int
	groupDocs map[string]string
}

// schema is the table of Config, made once when first needed and constant from
// then on.
var schema = sync.OnceValue(func() *table {
	docs := readDocs(groupSources)
	t := &table{byName: map[string]int{}, byEnv: map[string]int{}, groupDocs: docs}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		if field.Anonymous {
			continue
		}
		group := reflect.TypeFor[Config]().Field(field.Index[0]).Name
		key := newKey(field, group, docs[group+"."+field.Name])
		t.byName[key.Name], t.byName[key.Flag], t.byEnv[key.Env] = len(t.keys), len(t.keys), len(t.keys)
		t.keys = append(t.keys, key)
	}
	return t
})

func newKey(field reflect.StructField, group, doc string) Key {
	name := field.Tag.Get("key")
	flag := kebab(name)
	key := Key{
		Name:    name,
		Flag:    flag,
		Env:     "RIP_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_")),
		Default: field.Tag.Get("default"),
		Unset:   field.Tag.Get("unset"),
		Choices: split(field.Tag.Get("oneof"), "|"),
		Words:   split(field.Tag.Get("word"), ","),
		Doc:     doc,
		Group:   group,
		kind:    kindOf(field),
		index:   field.Index,
	}
	key.Allowed = key.kind.allowed()
	if no := field.Tag.Get("no"); no != "" {
		key.NoFlag, key.NoValue = "no-"+flag, no
	}
	return key
}

// kebab turns queueTimeoutMs into queue-timeout-ms.
func kebab(camel string) string {
	var b strings.Builder
	for _, r := range camel {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func split(list, separator string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, separator)
}

// mustParse reads a value that stands in a struct tag.
func mustParse[T any](k kind, text string) T {
	value, err := k.parse(text)
	if err != nil {
		panic(fmt.Sprintf("config: struct tag: %v", err))
	}
	return value.(T)
}
