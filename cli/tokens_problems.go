package cli

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/config"
)

// spelledOut is what people write for a prefix before they have read the help,
// or from the memory of other servers.
func spelledOut() map[string]string {
	return map[string]string{
		"w": "w", "workers": "w", "worker": "w",
		"r": "r", "requests": "r", "maxRequests": "r",
		"http": "http", "port": "http", "httpPort": "http",
		"https": "https", "httpsPort": "https",
		"protocol": "protocol",
	}
}

// badValue is the answer to a word whose prefix is known and whose value is not.
func badValue(word string, key config.Key, value string, err error) error {
	switch {
	case word == value && key.Name == "httpPort":
		return fmt.Errorf("%s looks like a port, but %w; write ./%s if it is the app", word, err, word)
	case key.Name == "https": // the same prefix takes a port, which the key's own message cannot know
		near := config.Nearest(value, key.Choices)
		if near != "" {
			near = "; did you mean https:" + near + "?"
		}
		return fmt.Errorf("%s: %q is neither a port nor one of %s%s", shown(word), value, key.Allowed, near)
	}
	return fmt.Errorf("%s: %w", shown(word), err)
}

// unknownWord is the answer to "ww:4": the word that was probably meant.
func unknownWord(word string) error {
	prefix, rest, _ := strings.Cut(word, ":")
	prefixes := spelledOut()
	if near := config.Nearest(prefix, slices.Sorted(maps.Keys(prefixes))); near != "" {
		return fmt.Errorf("no such argument %s; did you mean %s?", shown(word), shown(prefixes[near]+":"+rest))
	}
	return fmt.Errorf("no such argument %s; there are w:4 r:5000 http:8080 https:8443 https:quick protocol:http dev prod, and a path with a colon begins with ./", shown(word))
}

func contradiction(words []string) string {
	return fmt.Sprintf("%s contradict each other; keep one", strings.Join(words, " and "))
}

// tooManyPaths names all of them, and the word that one of them may have been
// meant to be.
func tooManyPaths(paths []string) string {
	var names, hints []string
	for _, path := range paths {
		names = append(names, shown(path))
		if near := config.Nearest(path, []string{"dev", "prod", "https"}); near != "" {
			hints = append(hints, fmt.Sprintf("; did you mean %s by %s?", near, shown(path)))
		}
	}
	return fmt.Sprintf("only one argument can be the app path, and these could be it: %s%s",
		strings.Join(names, ", "), strings.Join(hints, ""))
}

// shown quotes a word that would disturb a terminal or hide in a message.
func shown(word string) string {
	if quoted := strconv.Quote(word); strings.Contains(word, " ") || quoted != `"`+word+`"` {
		return quoted
	}
	return word
}

// flatten lists the words of all values, each once.
func flatten(values map[string][]string) iter.Seq[string] {
	words := map[string]bool{}
	for _, list := range values {
		for _, word := range list {
			words[word] = true
		}
	}
	return maps.Keys(words)
}

// distinct sorts and drops repetitions, so that the order of words cannot show.
func distinct(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
