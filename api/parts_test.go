package api_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/api"
)

func TestPartsHaveTogetherWhatTheWholeHas(t *testing.T) {
	_, want, err := api.Bundle()
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	_, got, err := api.Parts()
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("parts export %v, %v; the whole %v", got, err, want)
	}
}

// What a part keeps is there once: esbuild begins each file with its name.
func TestPartsShareNoFilesButThoseThatKeepNothing(t *testing.T) {
	stateless := []string{"src/duration.ts", "src/natives.ts", "src/path.ts"}
	parts, _, err := api.Parts()
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, part := range parts {
		for _, found := range regexp.MustCompile(`(?m)^// rip-api:(.*)$`).FindAllStringSubmatch(part.Text, -1) {
			file := found[1]
			if other, taken := owner[file]; taken && other != part.Name && !slices.Contains(stateless, file) {
				t.Errorf("%s is in %s and in %s", file, part.Name, other)
			}
			owner[file] = part.Name
		}
	}
	if len(owner) < 30 || owner["src/router.ts"] != api.Core || owner["src/openapi.ts"] != api.Core+"/openapi" {
		t.Errorf("the files are %v", owner)
	}
}

func TestCoreLoadsNothingOfNodeButTheContextOfRequests(t *testing.T) {
	parts, _, err := api.Parts()
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`"(node:[^"]*)"`).FindAllStringSubmatch(parts[0].Text, -1) {
		if found[1] != "node:async_hooks" {
			t.Errorf("core imports %s", found[1])
		}
	}
	if parts[0].Name != api.Core || !strings.Contains(parts[0].Text, `from "rip:api/send"`) {
		t.Errorf("core is %s, or has files of a part in it:\n%s", parts[0].Name, parts[0].Text)
	}
}
