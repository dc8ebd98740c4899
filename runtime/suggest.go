package runtime

import (
	"os"
	"path/filepath"
)

// suggestion is " (did you mean …?)" for a path of which one element is
// misspelt, or else what of the path does exist.
func suggestion(path string) string {
	parent, name := filepath.Dir(path), filepath.Base(path)
	rest := ""
	for parent != path {
		if entries, err := os.ReadDir(parent); err == nil {
			near := nearest(name, entries)
			if near != "" {
				return " (did you mean " + filepath.Join(parent, near, rest) + "?)"
			}
			return " (" + parent + " does, but has no " + name + ")"
		}
		path, rest = parent, filepath.Join(name, rest)
		parent, name = filepath.Dir(parent), filepath.Base(parent)
	}
	return ""
}

// nearest is the entry whose name is the fewest edits from name, and no more
// than a third of its letters.
func nearest(name string, entries []os.DirEntry) string {
	best, bound := "", max(1, len(name)/3)+1
	for _, entry := range entries {
		if d := distance(name, entry.Name()); d < bound {
			best, bound = entry.Name(), d
		}
	}
	return best
}

// distance counts the bytes to insert, delete or change to make b of a (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
