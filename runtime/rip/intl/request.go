package intl

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"golang.org/x/text/language"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// requested is CanonicalizeLocaleList (ECMA-402, 9.2.1).
func (w *world) requested(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return nil
	}
	var list []string
	add := func(v goja.Value) {
		tag, err := canonical(w.tagText(v))
		if err != nil {
			panic(w.vm.NewRangeError(err.Error()))
		}
		for _, have := range list {
			if have == tag {
				return
			}
		}
		list = append(list, tag)
	}
	o, isObject := v.(*goja.Object)
	if _, isText := v.(goja.String); isText || isObject && w.isLocale(o) {
		add(v)
		return list
	}
	if !isObject {
		o = v.ToObject(w.vm.Runtime) // null throws here
	}
	n := o.Get("length")
	if n == nil {
		return nil
	}
	for i := range n.ToInteger() {
		if item := o.Get(fmt.Sprint(i)); item != nil {
			add(item)
		}
	}
	return list
}

func (w *world) isLocale(o *goja.Object) bool {
	if w.locales == nil {
		return false
	}
	_, ok := w.locales.Of(o)
	return ok
}

// tagText is the tag that a string or a Locale is.
func (w *world) tagText(v goja.Value) string {
	switch v := v.(type) {
	case goja.String:
		return v.String()
	case *goja.Object:
		if w.isLocale(v) {
			l, _ := w.locales.Of(v)
			return l.tag
		}
		return v.String()
	}
	panic(w.vm.NewTypeError("Incorrect locale information provided: a locale is a string or an object"))
}

// wellFormed is the grammar of UTS 35's unicode_locale_id.
var wellFormed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^([a-z]{2,3}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$`)
})

// canonical is the canonical form of a language tag.
func canonical(tag string) (string, error) {
	if !wellFormed().MatchString(tag) {
		return "", fmt.Errorf("incorrect locale information provided: %q is no language tag", tag)
	}
	head, extensions := cutExtensions(tag)
	parts := strings.Split(head, "-")
	for i, p := range parts {
		p = strings.ToLower(p)
		switch {
		case i > 0 && len(p) == 2:
			p = strings.ToUpper(p)
		case i > 0 && len(p) == 4 && (p[0] < '0' || p[0] > '9'):
			p = strings.ToUpper(p[:1]) + p[1:]
		}
		parts[i] = p
	}
	switch parts[0] { // languages that have another code now
	case "iw":
		parts[0] = "he"
	case "in":
		parts[0] = "id"
	case "ji":
		parts[0] = "yi"
	case "mo":
		parts[0] = "ro"
	case "cmn":
		parts[0] = "zh"
	case "tl":
		parts[0] = "fil"
	}
	return strings.Join(parts, "-") + strings.ToLower(extensions), nil
}

// cutExtensions separates a tag from "-u-…" and what follows.
func cutExtensions(tag string) (head, extensions string) {
	parts := strings.Split(tag, "-")
	for i, p := range parts {
		if i > 0 && len(p) == 1 {
			head = strings.Join(parts[:i], "-")
			return head, tag[len(head):]
		}
	}
	return tag, ""
}

// keywords are those of a tag's u extension: {"nu": "arab"}.
func keywords(tag string) map[string]string {
	_, extensions := cutExtensions(tag)
	found := map[string]string{}
	in, key := false, ""
	for _, p := range strings.Split(strings.TrimPrefix(extensions, "-"), "-") {
		switch {
		case len(p) == 1:
			in, key = p == "u", ""
		case !in:
		case len(p) == 2:
			key = p
			found[key] = ""
		case key != "":
			found[key] = strings.TrimPrefix(found[key]+"-"+p, "-")
		}
	}
	return found
}

// resolved is the locale that something works in.
type resolved struct {
	*cldr.Locale
	tag      string            // without extensions
	keywords map[string]string // what the request asked for in its extension
}

// resolve finds the first requested locale that there is data for.
func resolve(list []string) resolved {
	for _, tag := range list {
		head, _ := cutExtensions(tag)
		if data, found := cldr.Find(head); data != nil {
			return resolved{data, found, keywords(tag)}
		}
	}
	data, tag := cldr.Find(cldr.Default)
	return resolved{data, tag, nil}
}

// supported are those of the requested locales that there is data for.
func supported(list []string) []string {
	var out []string
	for _, tag := range list {
		head, _ := cutExtensions(tag)
		if data, _ := cldr.Find(head); data != nil {
			out = append(out, tag)
		}
	}
	return out
}

// languageTag is a tag for packages of x/text.
func languageTag(tag string) language.Tag { return language.Make(tag) }
