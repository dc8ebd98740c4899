package config

import (
	_ "embed"
	"fmt"
	"strings"
)

// referenceStart is what docs/configuration.md says before the keys.
//
//go:embed reference.md
var referenceStart string

// Reference returns the text of docs/configuration.md.
func Reference() string {
	var page strings.Builder
	page.WriteString(referenceStart)
	group := ""
	for _, key := range Keys() {
		if key.Group != group {
			group = key.Group
			fmt.Fprintf(&page, "\n## %s\n\n%s\n", group, schema().groupDocs[group])
		}
		writeKey(&page, key)
	}
	return page.String()
}

func writeKey(page *strings.Builder, key Key) {
	fmt.Fprintf(page, "\n### `%s`\n\n%s\n\n", key.Name, key.Doc)
	fmt.Fprintf(page, "- default: %s\n", defaultWords(key))
	fmt.Fprintf(page, "- allowed: %s\n", key.Allowed)
	fmt.Fprintf(page, "- also: `--%s`", key.Flag)
	if key.NoFlag != "" {
		fmt.Fprintf(page, ", `--%s` (%s)", key.NoFlag, key.NoValue)
	}
	fmt.Fprintf(page, ", `%s`", key.Env)
	for _, word := range key.Words {
		fmt.Fprintf(page, ", `%s`", word)
	}
	page.WriteString("\n")
}

func defaultWords(key Key) string {
	if key.Default == "" {
		return key.Unset
	}
	return "`" + key.Default + "`"
}
