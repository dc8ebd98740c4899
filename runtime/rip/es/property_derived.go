package es

import "unicode"

// derivations are the properties that the Unicode database derives from others
// (DerivedCoreProperties.txt says how).
func derivations() map[string]func() runes {
	return map[string]func() runes{
		"Any":         everything,
		"ASCII":       func() runes { return runes{{0, 0x7F}} },
		"Assigned":    assigned,
		"Alphabetic":  alphabetic,
		"Lowercase":   func() runes { return runesOf(unicode.Ll, unicode.Other_Lowercase) },
		"Uppercase":   func() runes { return runesOf(unicode.Lu, unicode.Other_Uppercase) },
		"Cased":       cased,
		"Math":        func() runes { return runesOf(unicode.Sm, unicode.Other_Math) },
		"ID_Start":    idStart,
		"ID_Continue": idContinue,
		// What NFKC would change is missing from these two: a few dozen characters.
		"XID_Start": func() runes {
			return idStart().minus(parseRunes("37a e33 eb3 309b-309c fc5e-fc63 fdfa-fdfb fe70 fe72 fe74 fe76 fe78 fe7a fe7c fe7e ff9e-ff9f"))
		},
		"XID_Continue": func() runes {
			return idContinue().minus(parseRunes("37a 309b-309c fc5e-fc63 fdfa-fdfb fe70 fe72 fe74 fe76 fe78 fe7a fe7c fe7e"))
		},

		"Grapheme_Extend":              graphemeExtend,
		"Grapheme_Base":                graphemeBase,
		"Default_Ignorable_Code_Point": defaultIgnorable,
		"Case_Ignorable":               caseIgnorable,
		"Changes_When_Lowercased":      func() runes { return changing(unicode.ToLower) },
		"Changes_When_Uppercased":      func() runes { return changing(unicode.ToUpper) },
		"Changes_When_Titlecased":      func() runes { return changing(unicode.ToTitle) },
		"Changes_When_Casemapped": func() runes {
			return changing(unicode.ToLower).union(changing(unicode.ToUpper)).union(changing(unicode.ToTitle))
		},
	}
}

func alphabetic() runes {
	return runesOf(unicode.L, unicode.Nl, unicode.Other_Alphabetic, unicode.Other_Lowercase, unicode.Other_Uppercase)
}

func cased() runes {
	return runesOf(unicode.Ll, unicode.Other_Lowercase, unicode.Lu, unicode.Other_Uppercase, unicode.Lt)
}

func idStart() runes {
	return runesOf(unicode.L, unicode.Nl, unicode.Other_ID_Start).
		minus(runesOf(unicode.Pattern_Syntax, unicode.Pattern_White_Space))
}

func idContinue() runes {
	return idStart().union(runesOf(unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)).
		minus(runesOf(unicode.Pattern_Syntax, unicode.Pattern_White_Space))
}

func graphemeExtend() runes {
	return runesOf(unicode.Me, unicode.Mn, unicode.Other_Grapheme_Extend)
}

func assigned() runes { return runesOf(unicode.Cn).complement() }

func graphemeBase() runes {
	return assigned().minus(graphemeExtend()).
		minus(runesOf(unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co, unicode.Zl, unicode.Zp))
}

func defaultIgnorable() runes {
	return runesOf(unicode.Other_Default_Ignorable_Code_Point, unicode.Cf, unicode.Variation_Selector).
		minus(runesOf(unicode.White_Space, unicode.Prepended_Concatenation_Mark)).
		minus(parseRunes("fff9-fffb 13430-13440"))
}

func caseIgnorable() runes {
	wordBreak := parseRunes("27 2e 3a b7 387 55f 5f4 2018-2019 2024 2027 fe13 fe52 fe55 ff07 ff0e ff1a")
	return runesOf(unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk).union(wordBreak)
}

// changing are the characters that a mapping changes; full mappings that Go has
// not, of ß for example, are not seen.
func changing(mapping func(rune) rune) runes {
	var spans []span
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if mapping(r) != r {
			spans = append(spans, span{r, r})
		}
	}
	return normal(spans)
}
