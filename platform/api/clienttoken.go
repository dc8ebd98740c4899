package api

import (
	"fmt"
	"os"
	"strings"
)

// FindToken is the token of whoever runs the command line: given, of a flag;
// else RIP_TOKEN; else what is in the file that RIP_TOKEN_FILE names; "" when
// there is none. getenv is os.Getenv, or a test's.
func FindToken(given string, getenv func(string) string) (string, error) {
	for _, token := range []string{given, getenv("RIP_TOKEN")} {
		if token != "" {
			return token, nil
		}
	}
	path := getenv("RIP_TOKEN_FILE")
	if path == "" {
		return "", nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("RIP_TOKEN_FILE: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("RIP_TOKEN_FILE: %s is open to other users (mode %04o): chmod 600 %s, and make a new token if one of them may have read it", path, info.Mode().Perm(), path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("RIP_TOKEN_FILE: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}
