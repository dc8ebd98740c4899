package cli

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/config"
)

// Tokens is what the words of a command line say, flags not counted.
type Tokens struct {
	// Path is the app path, "" when no word is one.
	Path string
	// Values are the settings by config key, in the key's canonical text, and
	// Words the word that each came from: "workers": "w:4". They go into
	// config.Sources as they are.
	Values map[string]any
	Words  map[string]string
}

// ParseTokens reads the words that are left when flags are taken out. Their
// order does not matter, for the result as for the error, which names every
// problem, one per line. It looks at nothing but the words: whether the path
// exists is for others to see.
func ParseTokens(args []string) (Tokens, error) {
	said := map[string]map[string][]string{} // key → value → the words that say so
	var paths, certificates, problems []string
	for _, word := range args {
		key, value, err := readWord(word)
		switch {
		case err != nil:
			problems = append(problems, err.Error())
		case key == "cert":
			certificates = append(certificates, word)
		case key == "":
			paths = append(paths, word)
		default:
			if said[key] == nil {
				said[key] = map[string][]string{}
			}
			said[key][value] = append(said[key][value], word)
		}
	}
	tokens := Tokens{Values: map[string]any{}, Words: map[string]string{}}
	for key, values := range said {
		words := slices.Sorted(flatten(values))
		if len(values) > 1 {
			problems = append(problems, contradiction(words))
		}
		for value := range values {
			tokens.Values[key], tokens.Words[key] = value, words[0]
		}
	}
	if files := strings.Join(distinct(certificates), ","); files != "" {
		tokens.Values["cert"], tokens.Words["cert"] = files, strings.ReplaceAll(files, ",", " ")
	}
	if paths = distinct(paths); len(paths) > 1 {
		problems = append(problems, tooManyPaths(paths))
	}
	if len(problems) > 0 {
		return Tokens{}, errors.New(strings.Join(distinct(problems), "\n"))
	}
	tokens.Path = strings.Join(paths, "")
	return tokens, nil
}

// readWord says which key a word sets to which value; no key is a path.
func readWord(word string) (key, value string, err error) {
	switch {
	case word == "":
		return "", "", errors.New(`an argument is empty; is a variable in quotes, such as "$APP", not set?`)
	case word == "dev" || word == "prod":
		return setting(word, "env", word)
	case word == "https":
		return setting(word, "protocol", word)
	case allDigits(word):
		return setting(word, "httpPort", word)
	case isCertificate(word):
		return "cert", word, nil
	case strings.HasPrefix(word, "/") || strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../"):
		return "", "", nil
	}
	prefix, rest, hasColon := strings.Cut(word, ":")
	if key := keyOf(prefix, rest); hasColon && key != "" {
		return setting(word, key, rest)
	}
	if hasColon && !looksLikePath(word) {
		return "", "", unknownWord(word)
	}
	return "", "", nil
}

// keyOf is the key that "prefix:rest" sets, "" when there is no such prefix.
func keyOf(prefix, rest string) string {
	switch prefix {
	case "w":
		return "workers"
	case "r":
		return "requests"
	case "http":
		return "httpPort"
	case "protocol":
		return "protocol"
	case "https":
		if allDigits(rest) {
			return "httpsPort"
		}
		return "https"
	}
	return ""
}

// setting checks a value by the rules of its key.
func setting(word, key, value string) (string, string, error) {
	k, ok := config.Lookup(key)
	if !ok {
		return "", "", fmt.Errorf("%s: no such key %s", shown(word), key)
	}
	if value == "" {
		return "", "", fmt.Errorf("%s has no value; give one of: %s", word, strings.Join(k.Words, " "))
	}
	canonical, err := k.Canonical(value)
	if err != nil {
		return "", "", badValue(word, k, value, err)
	}
	return key, canonical, nil
}

// looksLikePath decides by shape alone: a separator, or an extension that
// begins with a letter, as in my:app.ts.
func looksLikePath(word string) bool {
	if strings.ContainsAny(word, `/\`) {
		return true
	}
	extension := path.Ext(word[strings.LastIndexByte(word, ':')+1:])
	return len(extension) > 1 && !allDigits(extension[1:2])
}

// isCertificate decides by the extension: no app ends in one of these. Which
// file has the key and which the certificate is seen when they are read.
func isCertificate(word string) bool {
	switch strings.ToLower(path.Ext(word)) {
	case ".pem", ".crt", ".cer", ".key":
		return !strings.Contains(word, ",")
	}
	return false
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
