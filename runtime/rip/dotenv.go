package rip

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/joho/godotenv"
)

// withDotenv is an environment and what the .env files of a folder add to it, in
// the order in which bun reads them: a variable that is set stays, and of several
// files the first that has one wins. A file that cannot be read is said to be so
// on stderr, and gives nothing.
func withDotenv(dir string, env map[string]string, stderr io.Writer) map[string]string {
	mode := cmp.Or(env["NODE_ENV"], "development")
	for _, name := range []string{".env.local", ".env." + mode, ".env"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var values map[string]string
		if err == nil {
			values, err = godotenv.UnmarshalBytes(text)
		}
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v: none of its variables are set\n", name, err)
		}
		for variable, value := range values {
			if _, set := env[variable]; !set {
				env[variable] = value
			}
		}
	}
	return env
}
