package es

import (
	"errors"
	"strings"
)

// translate rewrites a pattern with \p{…}, or with the v flag, into one with
// the u flag that goja understands.
func translate(key patternKey) (patternKey, error) {
	if strings.Contains(key.flags, "d") {
		return key, errors.New("the flag d (indices of groups) is not supported by the embedded runtime")
	}
	sets := strings.Contains(key.flags, "v")
	switch {
	case sets && strings.Contains(key.flags, "u"):
		return key, errors.New("invalid flags")
	case !sets && !strings.Contains(key.flags, "u"):
		return key, nil
	case !sets && !strings.Contains(key.source, `\p`) && !strings.Contains(key.source, `\P`):
		return key, nil
	}
	t := &translator{source: key.source, sets: sets}
	source, err := t.pattern()
	if err != nil {
		return key, err
	}
	return patternKey{source, strings.Replace(key.flags, "v", "u", 1)}, nil
}

// translator reads a pattern once, from its beginning.
type translator struct {
	source string
	at     int
	sets   bool // the v flag: classes are sets
	out    strings.Builder
}

func (t *translator) pattern() (string, error) {
	for t.at < len(t.source) {
		var err error
		switch {
		case t.looksAt(`\p`), t.looksAt(`\P`):
			err = t.propertyOutside()
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
		case t.looksAt(`\p`), t.looksAt(`\P`):
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
