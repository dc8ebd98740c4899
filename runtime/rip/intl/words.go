package intl

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// startsWithSound reports whether a word begins with any of these letters.
func startsWithSound(word string, sounds ...string) bool {
	word = strings.ToLower(word)
	for _, sound := range sounds {
		if strings.HasPrefix(word, sound) {
			return true
		}
	}
	return false
}

func replaceWord(pattern, from, to string) string { return strings.Replace(pattern, from, to, 1) }

// withoutPunctuation is text as a collator sees it that ignores punctuation.
func withoutPunctuation(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// withoutMarks is text without accents.
func withoutMarks(text string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text)))
}
