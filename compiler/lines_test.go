package compiler_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/rip-server/rip-server/compiler"
)

// A call of at_N stands on line N of the source; it must stand on line N of the
// output, because bun shows the output's lines in stack traces.
func TestEveryStatementStaysOnItsSourceLine(t *testing.T) {
	src := numbered(`
import a from 'a'

@@ "one"
f = (x) ->
  @@ x

  if x
    # a comment
    @@ x
  else
    @@
      key: @@ 1
      other: 2
  switch x
    when 1
      @@ 1
    else
      @@ 2
text = """
  several
  lines
"""
@@ text
for y in [1, 2] when y
  @@ y
z = try
  @@ 1
catch e
  @@ e
finally
  @@ 3
list = [
  @@ 1
  @@ 2
]
class A
  m: ->
    @@ 1
promise
  .then -> @@ 1
  .then ->
    @@ 2
@@ 3
`)
	result, err := compiler.Compile([]byte(src), compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for n, line := range strings.Split(string(result.Code), "\n") {
		for _, m := range regexp.MustCompile(`at_(\d+)`).FindAllStringSubmatch(line, -1) {
			found++
			if want := itoa(n + 1); m[1] != want {
				t.Errorf("the statement of line %s stands on line %s: %s", m[1], want, line)
			}
		}
	}
	if want := strings.Count(src, "at_"); found != want {
		t.Errorf("found %d of %d statements in\n%s", found, want, result.Code)
	}
}

// numbered replaces every @@ by at_N, where N is its line.
func numbered(src string) string {
	lines := strings.Split(src, "\n")
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "@@", "at_"+itoa(i+1))
	}
	return strings.Join(lines, "\n")
}

// itoa is a number as text.
func itoa(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func TestSourceMapNamesTheSourceAndKeepsItsText(t *testing.T) {
	src := "x = 1\nconsole.log x\n"
	result, err := compiler.Compile([]byte(src), compiler.Options{Path: "app.rip", Map: true})
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Version        int
		Sources        []string
		SourcesContent []string
		Mappings       string
	}
	if err := json.Unmarshal(result.Map, &m); err != nil {
		t.Fatal(err)
	}
	if m.Version != 3 || len(m.Sources) != 1 || m.Sources[0] != "app.rip" || m.SourcesContent[0] != src {
		t.Errorf("map %+v", m)
	}
	if lines := strings.Split(m.Mappings, ";"); len(lines) < 2 || lines[0] == "" || lines[1] == "" {
		t.Errorf("mappings %q: want some on both lines", m.Mappings)
	}
}

func TestImportsAndExportsAreListed(t *testing.T) {
	result, err := compiler.Compile([]byte("import a from './a'\nexport * from './b'\nexport x = 1\nexport default a\nexport { y as z } from 'c'\n"), compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(result.Imports, " "), "./a ./b c"; got != want {
		t.Errorf("imports %q, want %q", got, want)
	}
	if got, want := strings.Join(result.Exports, " "), "* x default z"; got != want {
		t.Errorf("exports %q, want %q", got, want)
	}
}

func TestCompilingIsDeterministicAndSafeToDoAtOnce(t *testing.T) {
	src := []byte(read(t, "testdata/programs/tour.rip"))
	want, err := compiler.Compile(src, compiler.Options{Map: true})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := compiler.Compile(src, compiler.Options{Map: true})
			if err != nil || !bytes.Equal(got.Code, want.Code) || !bytes.Equal(got.Map, want.Map) {
				t.Errorf("another result, or error %v", err)
			}
		})
	}
	group.Wait()
}
