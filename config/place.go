package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// yamlLine is how the yaml parser begins a message; the others have the line
// beside the text.
var yamlLine = regexp.MustCompile(`^yaml: line ([0-9]+): `)

// syntaxProblem says where a file stops making sense, in the one form of all
// our messages.
func syntaxProblem(name string, data []byte, err error) error {
	var positioned interface{ Position() (row, column int) }
	var syntax *json.SyntaxError
	switch {
	case strings.Contains(err.Error(), "cannot unmarshal"): // names Go types, which help nobody
		return fmt.Errorf("%s: is not a table of keys; write such as workers: 4", name)
	case errors.As(err, &positioned):
		row, _ := positioned.Position()
		return fmt.Errorf("%s:%d: %s", name, row, strings.TrimPrefix(err.Error(), "toml: "))
	case errors.As(err, &syntax):
		return fmt.Errorf("%s: %w", place(name, data, int(syntax.Offset)), err)
	}
	if line := yamlLine.FindStringSubmatch(err.Error()); line != nil {
		return fmt.Errorf("%s:%s: %s", name, line[1], err.Error()[len(line[0]):])
	}
	return fmt.Errorf("%s: %w", name, err)
}

// keyOffset finds where a key is written at or after an offset, or returns -1.
// It looks at the text only, which is right but for keys that also stand in
// nested tables or strings before, and those files are wrong anyway.
func keyOffset(data []byte, after int, key string) int {
	pattern, err := regexp.Compile(`(?m)(?:^|[\s{,\[])["']?` + regexp.QuoteMeta(key) + `["']?\s*[\]:=]`)
	if err != nil || after < 0 {
		return -1
	}
	found := pattern.FindIndex(data[after:])
	if found == nil {
		return -1
	}
	// The match may begin with the line break before the key.
	return after + found[0] + bytes.Index(data[after+found[0]:], []byte(key))
}

// place is "name:line", or the name alone when the offset is unknown.
func place(name string, data []byte, offset int) string {
	if offset < 0 || offset > len(data) {
		return name
	}
	return fmt.Sprintf("%s:%d", name, 1+bytes.Count(data[:offset], []byte("\n")))
}

// printable quotes what would disturb a terminal or hide in a message.
func printable(s string) string {
	if quoted := strconv.Quote(s); s == "" || strings.ContainsAny(s, " :") || quoted != `"`+s+`"` {
		return quoted
	}
	return s
}

func didYouMean(word string, names []string) string {
	if near := Nearest(word, names); near != "" {
		return "; did you mean " + near + "?"
	}
	return "; `rip-server config explain` lists them all"
}

func keyNames() []string {
	var names []string
	for _, key := range Keys() {
		names = append(names, key.Name)
	}
	return names
}
