//go:build ignore

// scripts prints the scripts that Go's unicode package knows, each with one of
// its characters, for properties.js.
package main

import (
	"encoding/json"
	"os"
	"unicode"
)

func main() {
	scripts := map[string]rune{}
	for name, table := range unicode.Scripts {
		if len(table.R16) > 0 {
			scripts[name] = rune(table.R16[0].Lo)
		} else {
			scripts[name] = rune(table.R32[0].Lo)
		}
	}
	_ = json.NewEncoder(os.Stdout).Encode(scripts)
}
