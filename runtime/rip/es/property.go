package es

import (
	"fmt"
	"strings"
	"unicode"
)

// property returns the characters that \p{name} matches (ECMA-262, 22.2.1.9).
func property(name string) (runes, error) {
	key, value, hasValue := strings.Cut(name, "=")
	if hasValue {
		switch key {
		case "General_Category", "gc":
			if set, ok := category(value); ok {
				return set, nil
			}
		case "Script", "sc":
			if table, _, ok := scriptTable(value); ok {
				return runesOf(table), nil
			}
		case "Script_Extensions", "scx":
			if table, long, ok := scriptTable(value); ok {
				return withExtensions(runesOf(table), long), nil
			}
		}
		return nil, fmt.Errorf("invalid property name \\p{%s}", name)
	}
	if set, ok := category(name); ok {
		return set, nil
	}
	if set, ok := binary(name); ok {
		return set, nil
	}
	return nil, fmt.Errorf("invalid property name \\p{%s}", name)
}

// withExtensions is a script's characters and those that it shares. What is
// common or inherited is what nobody shares.
func withExtensions(set runes, script string) runes {
	if script != "Common" && script != "Inherited" {
		return set.union(parseRunes(scriptExtensions[script]))
	}
	for _, ranges := range scriptExtensions {
		set = set.minus(parseRunes(ranges))
	}
	return set
}

// category is a value of General_Category by its short or long name.
func category(name string) (runes, bool) {
	if short, ok := unicode.CategoryAliases[name]; ok {
		name = short
	}
	table, ok := unicode.Categories[name]
	if !ok {
		return nil, false
	}
	return runesOf(table), true
}

// scriptTable finds a script by its long or short name.
func scriptTable(name string) (table *unicode.RangeTable, long string, ok bool) {
	if long, ok := scriptAliases[name]; ok {
		name = long
	}
	table, ok = unicode.Scripts[name]
	return table, name, ok
}

// binary is a binary property by its long or short name.
func binary(name string) (runes, bool) {
	if long, ok := binaryAliases()[name]; ok {
		name = long
	}
	if ranges, ok := emojiRanges[name]; ok {
		return parseRunes(ranges), true
	}
	if derive, ok := derivations()[name]; ok {
		return derive(), true
	}
	// Go's other tables bear the names of the Unicode database, too; those that
	// begin with Other_ are parts of what is derived, and no properties here.
	if table, ok := unicode.Properties[name]; ok && !strings.HasPrefix(name, "Other_") {
		return runesOf(table), true
	}
	return nil, false
}

func binaryAliases() map[string]string {
	return map[string]string{
		"AHex": "ASCII_Hex_Digit", "Alpha": "Alphabetic", "Bidi_C": "Bidi_Control", "CI": "Case_Ignorable",
		"CWCF": "Changes_When_Casefolded", "CWCM": "Changes_When_Casemapped", "CWL": "Changes_When_Lowercased",
		"CWT": "Changes_When_Titlecased", "CWU": "Changes_When_Uppercased", "DI": "Default_Ignorable_Code_Point",
		"Dep": "Deprecated", "Dia": "Diacritic", "EBase": "Emoji_Modifier_Base", "EComp": "Emoji_Component",
		"EMod": "Emoji_Modifier", "EPres": "Emoji_Presentation", "ExtPict": "Extended_Pictographic", "Ext": "Extender",
		"Gr_Base": "Grapheme_Base", "Gr_Ext": "Grapheme_Extend", "Hex": "Hex_Digit", "IDSB": "IDS_Binary_Operator",
		"IDST": "IDS_Trinary_Operator", "IDC": "ID_Continue", "IDS": "ID_Start", "Ideo": "Ideographic",
		"Join_C": "Join_Control", "LOE": "Logical_Order_Exception", "Lower": "Lowercase", "NChar": "Noncharacter_Code_Point",
		"Pat_Syn": "Pattern_Syntax", "Pat_WS": "Pattern_White_Space", "QMark": "Quotation_Mark", "RI": "Regional_Indicator",
		"STerm": "Sentence_Terminal", "SD": "Soft_Dotted", "Term": "Terminal_Punctuation", "UIdeo": "Unified_Ideograph",
		"Upper": "Uppercase", "VS": "Variation_Selector", "space": "White_Space", "XIDC": "XID_Continue", "XIDS": "XID_Start",
	}
}
