package acme

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"strings"

	protocol "github.com/mholt/acmez/v3/acme"
)

// readAccount reads an external account (RFC 8555, section 7.3.4): the id of
// its key and the key, each on a line. No file is no account.
func readAccount(path string) (*protocol.EAB, error) {
	if path == "" {
		return nil, nil
	}
	text, info, err := readWhole(path)
	if err != nil {
		return nil, fmt.Errorf("the external account: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the external account: %s is open to other users (mode %04o): chmod go-rwx %s, and make a new one if one of them may have read it", path, info.Mode().Perm(), path)
	}
	words := strings.Fields(string(text))
	if len(words) != 2 {
		return nil, fmt.Errorf("the external account: %s must have two lines, the key's id and the HMAC key; it has %d", path, len(words))
	}
	// Authorities give the key in base64url, with or without padding.
	if _, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(words[1], "=")); err != nil {
		return nil, fmt.Errorf("the external account: the second line of %s is no HMAC key (base64url): %w", path, err)
	}
	return &protocol.EAB{KeyID: words[0], MACKey: strings.TrimRight(words[1], "=")}, nil
}

// readWhole reads a file of settings.
func readWhole(path string) ([]byte, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	text, err := os.ReadFile(path)
	return text, info, err
}
