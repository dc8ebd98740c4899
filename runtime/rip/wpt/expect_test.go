package wpt

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// expectations are what is known of one directory's tests. As text, one a line:
//
//	# a comment
//	skip FILE REASON            it does not apply: not run, not counted
//	fail FILE "NAME OF A TEST"  it fails so far
//	fail FILE                   it gives no results at all so far
//
// FILE is relative to the directory. Comments and skips are people's, fails
// are rewritten by WPT_UPDATE=1.
type expectations struct {
	path  string
	kept  []string          // comments and skips, as they are
	skips map[string]string // reasons by file
	fails map[string]bool   // by failure()
}

// failure is a line of an expectations file.
func failure(file, name string) string {
	if name == "" {
		return "fail " + file
	}
	return "fail " + file + " " + strconv.QuoteToASCII(name)
}

// readExpectations reads expect/DIR.txt, with "-" for "/" in DIR; no file means
// that everything passes.
func readExpectations(dir string) (*expectations, error) {
	e := &expectations{
		path:  filepath.Join("expect", strings.ReplaceAll(dir, "/", "-")+".txt"),
		skips: map[string]string{}, fails: map[string]bool{},
	}
	content, err := os.ReadFile(e.path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(content))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		kind, rest, _ := strings.Cut(line, " ")
		switch {
		case kind == "fail":
			e.fails[line] = true
		case kind == "skip":
			file, reason, ok := strings.Cut(rest, " ")
			if !ok {
				return nil, fmt.Errorf("%s:%d: skip needs a file and a reason", e.path, n)
			}
			e.skips[file] = reason
			e.kept = append(e.kept, line)
		case kind == "#" || line == "":
			e.kept = append(e.kept, line)
		default:
			return nil, fmt.Errorf("%s:%d: %q is neither a comment nor skip nor fail", e.path, n, kind)
		}
	}
	return e, lines.Err()
}

// write replaces the file: what people wrote, then these failures.
func (e *expectations) write(failed map[string]bool) error {
	lines := slices.Concat(e.kept, slices.Sorted(maps.Keys(failed)))
	if len(lines) == 0 {
		err := os.Remove(e.path)
		if os.IsNotExist(err) {
			return nil
		}
		return err
	}
	return os.WriteFile(e.path, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}
