package runtime

import (
	"path/filepath"
	"strings"
)

// appName makes a name of [a-z0-9_-]+ from the base directory's name. It is
// part of socket paths and metrics labels, hence the small alphabet.
func appName(dir string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(filepath.Base(dir)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_', r == '-':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.Trim(b.String(), "-"); name != "" {
		return name
	}
	return "app" // the base directory is "/" or has no letter of ours
}
