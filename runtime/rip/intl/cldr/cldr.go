// Package cldr is what Intl needs of the Unicode Common Locale Data Repository:
// names, patterns and rules of some seventy locales, embedded and decoded when
// first asked for. gen/cldr.mjs writes the data; data/LICENSE is its licence.
package cldr

import (
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:embed data/*.json.gz
var files embed.FS

// locales are all there are, by tag; nothing changes the map, and each decodes
// its data once.
var locales = newLocales()

// supplement is what is the same for all locales.
var supplement = sync.OnceValue(func() *Supplement {
	return decode[Supplement](read("supplemental"))
})

// Locale is the data of one locale. All fields but Tag are functions that decode
// a section at their first call. Safe for concurrent use.
type Locale struct {
	Tag        string
	Dates      func() *Dates
	Zones      func() *Zones
	Numbers    func() *Numbers
	Currencies func() map[string]Currency
	Units      func() map[string]json.RawMessage // by width: long, short, narrow
	Lists      func() map[string]map[string]string
	Fields     func() *Fields
	Display    func() *Display
}

func newLocales() map[string]*Locale {
	entries, err := files.ReadDir("data")
	if err != nil {
		panic(err) // they are embedded
	}
	all := map[string]*Locale{}
	for _, entry := range entries {
		tag := strings.TrimSuffix(entry.Name(), ".json.gz")
		if tag != "supplemental" {
			all[tag] = newLocale(tag)
		}
	}
	return all
}

func newLocale(tag string) *Locale {
	sections := sync.OnceValue(func() map[string]json.RawMessage {
		return *decode[map[string]json.RawMessage](read(tag))
	})
	return &Locale{
		Tag:        tag,
		Dates:      section[Dates](sections, "dates"),
		Zones:      section[Zones](sections, "zones"),
		Numbers:    section[Numbers](sections, "numbers"),
		Fields:     section[Fields](sections, "fields"),
		Display:    section[Display](sections, "display"),
		Currencies: table[Currency](sections, "currencies"),
		Units:      table[json.RawMessage](sections, "units"),
		Lists:      table[map[string]string](sections, "lists"),
	}
}

func section[T any](sections func() map[string]json.RawMessage, name string) func() *T {
	return sync.OnceValue(func() *T { return decode[T](sections()[name]) })
}

func table[T any](sections func() map[string]json.RawMessage, name string) func() map[string]T {
	return sync.OnceValue(func() map[string]T { return *decode[map[string]T](sections()[name]) })
}

func read(name string) []byte {
	file, err := files.Open("data/" + name + ".json.gz")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	unzip, err := gzip.NewReader(file)
	if err != nil {
		panic(err)
	}
	data, err := io.ReadAll(unzip)
	if err != nil {
		panic(err)
	}
	return data
}

func decode[T any](data []byte) *T {
	v := new(T)
	if err := json.Unmarshal(data, v); err != nil {
		panic(fmt.Errorf("decode embedded locale data: %w", err)) // tests read all of it
	}
	return v
}
