package diag

import "strings"

// Nearest is the first of names that differs from word by one slip of the
// fingers, or by the size of its letters; empty if there is none. A word that
// is one of names has no nearest.
func Nearest(word string, names []string) string {
	for _, name := range names {
		if len(word) > 1 && word != name && (strings.EqualFold(word, name) || slip(word, name)) {
			return name
		}
	}
	return ""
}

// slip says that one insertion, deletion, change or swap makes a into b.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) != len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return false
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	return swapped || a[i+1:] == b[i+1:]
}
