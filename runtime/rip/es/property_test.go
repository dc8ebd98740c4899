package es_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Go's tables are those of an older version of Unicode than bun's: characters
// that they do not know are left out, and a few that moved are let pass.
func TestPropertiesHoldTheCharactersThatTheyHoldInBun(t *testing.T) {
	if testing.Short() {
		t.Skip("it tries 60 properties with every 37th character")
	}
	names := strings.Fields(`L Lu Letter Uppercase_Letter LC Cased_Letter M Nd N P Punctuation S Sm Symbol Z Zs Cc Cf C Other
		Alphabetic Lowercase Uppercase Upper ID_Start ID_Continue XID_Start XID_Continue White_Space Emoji Emoji_Presentation
		Extended_Pictographic EComp Emoji_Modifier Math Cased Case_Ignorable Default_Ignorable_Code_Point Grapheme_Base
		Grapheme_Extend Changes_When_Lowercased Hex_Digit AHex Dash Ideographic Any ASCII Regional_Indicator Variation_Selector
		Pattern_Syntax Quotation_Mark Noncharacter_Code_Point
		gc=Lu General_Category=Decimal_Number sc=Latin Script=Cyrillic sc=Hani sc=Grek scx=Deva Script_Extensions=Greek scx=Zyyy`)
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = fmt.Sprintf(`(() => {
			const re = new RegExp('^\\p{%s}$', 'u'), out = [];
			for (let c = 0; c < 0x20000; c += 37) {
				const s = String.fromCodePoint(c);
				if (!(c >= 0xD800 && c <= 0xDFFF) && re.test(s)) out.push(c);
			}
			return out.join();
		})()`, name)
	}
	vm := newVM(t)
	for i, want := range underBun(t, list) {
		missing, extra := difference(want, evaluate(t, vm, list[i]))
		if len(missing)+len(extra) > moved {
			t.Errorf("\\p{%s}: %d missing, %x …; %d beyond bun's, %x …", names[i],
				len(missing), missing[:min(5, len(missing))], len(extra), extra[:min(5, len(extra))])
		}
	}
}

// moved is how many of the characters tried may have changed between versions.
const moved = 8

// difference compares two lists of characters that Go's tables know.
func difference(want, got string) (missing, extra []rune) {
	set := func(list string) map[rune]bool {
		set := map[rune]bool{}
		for s := range strings.SplitSeq(list, ",") {
			if c, err := strconv.Atoi(s); err == nil && !unicode.Is(unicode.Cn, rune(c)) {
				set[rune(c)] = true
			}
		}
		return set
	}
	w, g := set(want), set(got)
	for c := range w {
		if !g[c] {
			missing = append(missing, c)
		}
	}
	for c := range g {
		if !w[c] {
			extra = append(extra, c)
		}
	}
	return missing, extra
}
