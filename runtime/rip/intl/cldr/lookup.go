package cldr

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Default is the locale of whoever names none, or none that there is.
const Default = "en-US"

// Find returns the data for a canonical tag without extensions, and the tag
// that it stands for: as much of the one asked for as is known ("de-CH" of
// "de-CH-1996"; "en-DE", although it is en's data). nil when there is nothing
// for the language at all.
func Find(tag string) (*Locale, string) {
	for resolved := tag; resolved != ""; resolved = shorten(resolved) {
		if l := data(resolved); l != nil {
			return l, resolved
		}
	}
	return nil, ""
}

// data finds what a tag inherits from.
func data(tag string) *Locale {
	if l, ok := locales[tag]; ok {
		return l
	}
	t, err := language.Parse(tag)
	if err != nil {
		return nil
	}
	base, script, region := t.Raw()
	if len(t.Variants()) > 0 {
		return nil
	}
	if region.String() != "ZZ" && !region.IsCountry() && region.String() != "419" && region.String() != "001" && region.String() != "150" {
		return nil
	}
	if parent, ok := supplement().Parents[tag]; ok && parent != "root" {
		return data(parent)
	}
	full, _ := t.Script() // the likely one when there is none
	withScript := base.String() + "-" + full.String()
	if l, ok := locales[withScript]; ok {
		if region.String() == "HK" || region.String() == "MO" {
			if hk, ok := locales[withScript+"-HK"]; ok {
				return hk
			}
		}
		return l
	}
	if script.String() != "Zzzz" && likelyScript(base) != script {
		return nil
	}
	return locales[alias(base.String())]
}

func likelyScript(base language.Base) language.Script {
	script, _ := language.Make(base.String()).Script()
	return script
}

// alias is what CLDR calls a language of another tag.
func alias(base string) string {
	if base == "no" {
		return "nb"
	}
	return base
}

// shorten removes the last subtag (RFC 4647, 3.4).
func shorten(tag string) string {
	i := strings.LastIndexByte(tag, '-')
	if i < 0 {
		return ""
	}
	if i >= 2 && tag[i-2] == '-' {
		i -= 2
	}
	return tag[:i]
}

// Tags returns the tags of all locales, sorted.
func Tags() []string { return slices.Sorted(maps.Keys(locales)) }

// Region is the region of a tag, the likely one when it names none.
func Region(tag string) string {
	region, _ := language.Make(tag).Region()
	return region.String()
}
