package es

import (
	"errors"
	"strings"
)

// translate rewrites a pattern into one that goja understands: \p{…} and the v
// flag into the u flag, and what begins and ends a line.
func translate(key patternKey) (patternKey, error) {
	sets, unicode := strings.Contains(key.flags, "v"), strings.Contains(key.flags, "u")
	if sets && unicode {
		return key, errors.New("invalid flags")
	}
	t := &translator{source: key.source, sets: sets, unicode: sets || unicode, lines: strings.Contains(key.flags, "m"), dotAll: strings.Contains(key.flags, "s")}
	if !t.needed() {
		return key, nil
	}
	source, err := t.pattern()
	if err != nil {
		return key, err
	}
	return patternKey{source, strings.Replace(key.flags, "v", "u", 1)}, nil
}

// translator reads a pattern once, from its beginning.
type translator struct {
	source  string
	at      int
	sets    bool // the v flag: classes are sets
	unicode bool // \p{…} is a property
	lines   bool // the m flag
	dotAll  bool // the s flag
	out     strings.Builder
}

// What begins and ends a line for the flag m. To the libraries that goja has it is
// \n alone, so that /^.*$/gm found nothing in lines that end in \r\n.
const (
	lineBegins = `(?<![^\n\r\u2028\u2029])`
	lineEnds   = `(?![^\n\r\u2028\u2029])`
	inLine     = `[^\n\r\u2028\u2029]` // what . is
)

// needed is whether there may be anything to translate.
func (t *translator) needed() bool {
	return t.sets || t.unicode && (strings.Contains(t.source, `\p`) || strings.Contains(t.source, `\P`)) ||
		t.lines && strings.ContainsAny(t.source, "^$")
}

func (t *translator) pattern() (string, error) {
	for t.at < len(t.source) {
		var err error
		switch {
		case t.atProperty():
			err = t.propertyOutside()
		case t.lines && t.looksAt("^"):
			t.replace(lineBegins)
		case t.lines && t.looksAt("$"):
			t.replace(lineEnds)
		case t.lines && t.looksAt(".") && !t.dotAll:
			t.replace(inLine)
		case t.looksAt("(?<"), t.looksAt(`\k<`): // a name may have $
			t.copy(len(`\k<`))
			t.copy(t.nameLength())
		case t.source[t.at] == '\\':
			t.copy(min(2, len(t.source)-t.at))
		case t.source[t.at] == '[' && t.sets:
			err = t.setClass()
		case t.source[t.at] == '[':
			err = t.plainClass()
		default:
			t.copy(1)
		}
		if err != nil {
			return "", err
		}
	}
	return t.out.String(), nil
}

func (t *translator) looksAt(s string) bool { return strings.HasPrefix(t.source[t.at:], s) }

// atProperty is whether \p or \P follows.
func (t *translator) atProperty() bool { return t.unicode && (t.looksAt(`\p`) || t.looksAt(`\P`)) }

// nameLength is how long the name of a group is that follows; 0: none does.
func (t *translator) nameLength() int {
	end := strings.IndexByte(t.source[t.at:], '>')
	if end < 0 || strings.ContainsAny(t.source[t.at:t.at+1], "=!") {
		return 0
	}
	return end
}

// replace writes text for one byte.
func (t *translator) replace(text string) {
	t.out.WriteString(text)
	t.at++
}

// copy passes n bytes on as they are.
func (t *translator) copy(n int) {
	t.out.WriteString(t.source[t.at : t.at+n])
	t.at += n
}

// plainClass is a class of the u flag: it stays what it is but for \p.
func (t *translator) plainClass() error {
	t.copy(1)
	for t.at < len(t.source) && t.source[t.at] != ']' {
		switch {
		case t.atProperty():
			set, _, err := t.property()
			if err != nil {
				return err
			}
			t.out.WriteString(set.class())
		case t.source[t.at] == '\\':
			t.copy(min(2, len(t.source)-t.at))
		default:
			t.copy(1)
		}
	}
	return nil // the missing bracket is goja's to complain about
}

// setClass is a class of the v flag.
func (t *translator) setClass() error {
	set, err := (&setParser{t: t}).class()
	if err != nil {
		return err
	}
	t.out.WriteString(set.pattern())
	return nil
}

func (t *translator) propertyOutside() error {
	set, text, err := t.property()
	if err != nil {
		return err
	}
	if text != "" {
		t.out.WriteString("(?:" + text + ")")
		return nil
	}
	t.out.WriteString("[" + set.class() + "]")
	return nil
}

// property reads \p{…} or \P{…}: a set, or the pattern of a property of strings.
func (t *translator) property() (set runes, text string, err error) {
	negated := t.source[t.at+1] == 'P'
	body, _, closed := strings.Cut(t.source[t.at+2:], "}")
	if !closed || !strings.HasPrefix(body, "{") {
		return nil, "", errors.New("invalid property name")
	}
	t.at += 2 + len(body) + 1
	name := body[1:]
	if text, ok := stringProperty(name); ok && t.sets {
		if negated {
			return nil, "", errors.New("invalid property name: \\P cannot name a property of strings")
		}
		return nil, text, nil
	}
	if set, err = property(name); err != nil {
		return nil, "", err
	}
	if negated {
		set = set.complement()
	}
	return set, "", nil
}

// stringProperty is the pattern of a property of strings. What is
// recommended for general interchange (RGI) is a list that no pattern can
// tell: these match every well-formed sequence of that kind (UTS 51, 1.4.9).
func stringProperty(name string) (string, bool) {
	const (
		flag     = `[\u{1F1E6}-\u{1F1FF}]{2}`
		keycap   = `[0-9#*]\u{FE0F}\u{20E3}`
		tags     = `[\u{E0020}-\u{E007E}]+\u{E007F}`
		joiner   = `\u{200D}`
		modifier = `[\u{1F3FB}-\u{1F3FF}]`
	)
	class := func(name string) string { return "[" + parseRunes(emojiRanges[name]).class() + "]" }
	element := class("Extended_Pictographic") + `(?:` + modifier + `|\u{FE0F})?`
	switch name {
	case "Basic_Emoji":
		return class("Emoji_Presentation") + `|` + class("Emoji") + `\u{FE0F}`, true
	case "Emoji_Keycap_Sequence":
		return keycap, true
	case "RGI_Modifier_Sequence", "RGI_Emoji_Modifier_Sequence":
		return class("Emoji_Modifier_Base") + modifier, true
	case "RGI_Flag_Sequence", "RGI_Emoji_Flag_Sequence":
		return flag, true
	case "RGI_Emoji_Tag_Sequence":
		return `\u{1F3F4}` + tags, true
	case "RGI_Emoji_ZWJ_Sequence":
		return element + `(?:` + joiner + element + `)+`, true
	case "RGI_Emoji":
		return flag + `|` + keycap + `|\u{1F3F4}` + tags + `|` + element + `(?:` + joiner + element + `)+|` +
			class("Emoji_Modifier_Base") + modifier + `|` + class("Emoji") + `\u{FE0F}|` + class("Emoji_Presentation"), true
	}
	return "", false
}
