package compiler_test

import (
	"fmt"
	"strings"
	"testing"
)

// The examples of the page about schemas are programs; what stands behind
// # → is the value of the line as JSON.
func TestExamplesOfTheSchemaPageAreTrue(t *testing.T) {
	for i, block := range ripBlocks(read(t, "../docs/schema.md")) {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			src, want := claims(block)
			if len(want) == 0 {
				t.Fatalf("this example claims nothing:\n%s", block)
			}
			got, err := evaluate(ripMain(t, src) + "\n;ripMain()")
			if err != nil {
				t.Fatalf("%v in\n%s", err, block)
			}
			if expected := "[" + strings.Join(want, ",") + "]"; got != expected {
				t.Errorf("values\n%s, want\n%s", got, expected)
			}
		})
	}
}

// ripBlocks cuts the Rip examples out of a page.
func ripBlocks(page string) []string {
	var blocks []string
	for _, part := range strings.Split(page, "```rip\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		blocks = append(blocks, block)
	}
	return blocks
}

// claims makes a program of an example, whose value is the list of what its
// lines claim to be, and those claims.
func claims(block string) (src string, want []string) {
	var b strings.Builder
	b.WriteString("claims = []\n")
	for line := range strings.Lines(block) {
		if code, claim, found := strings.Cut(strings.TrimRight(line, "\n"), "# → "); found {
			want = append(want, claim)
			line = "claims.push (" + strings.TrimSpace(code) + ")\n"
		}
		b.WriteString(line)
	}
	return b.String() + "claims", want
}
