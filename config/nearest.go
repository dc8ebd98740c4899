package config

import "strings"

// Nearest returns the name that a person most likely meant by word, or ""
// when none is near or two are equally near. Case, dashes and underscores do
// not count. It is deterministic, whatever the order of names.
func Nearest(word string, names []string) string {
	plain := plainLetters(word)
	best, bestDistance, tie := "", -1, false
	for _, name := range names {
		other := plainLetters(name)
		limit := slips(max(len(plain), len(other)))
		if abs(len(plain)-len(other)) > limit { // cannot be near, and may be very long
			continue
		}
		d := distance(plain, other)
		if d > limit {
			continue
		}
		switch {
		case bestDistance < 0 || d < bestDistance:
			best, bestDistance, tie = name, d, false
		case d == bestDistance && name != best:
			tie = true
		}
	}
	if tie {
		return ""
	}
	return best
}

// slips is how many typing slips are plausible in a word of that length.
func slips(length int) int {
	if length < 2 {
		return 0
	}
	return max(1, length/3)
}

func abs(n int) int { return max(n, -n) }

func plainLetters(s string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(s))
}

// distance counts the slips between two words: a letter too many, missing,
// wrong, or two swapped (optimal string alignment).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
