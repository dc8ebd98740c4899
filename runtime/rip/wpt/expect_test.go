package wpt

import (
	"bufio"
	"bytes"
	"errors"
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
//	skip FILE REASON                     it does not apply: not run, not counted
//	skip FILE "NAME OF A TEST*" REASON   of that file, tests whose names match
//	fail FILE "NAME OF A TEST"           it fails so far
//	fail FILE                            it gives no results at all so far
//
// FILE is relative to the directory; in a skip it may begin and end with *, as
// names may. Comments and skips are people's, fails are rewritten by WPT_UPDATE=1.
type expectations struct {
	path  string
	kept  []string // comments and skips, as they are
	skips []skip
	fails map[string]bool // by failure()
}

// skip is a pattern of tests that do not apply.
type skip struct{ file, name string } // name is empty for whole files

// skipped reports whether a file, or a test of it, does not apply.
func (e *expectations) skipped(file, name string) bool {
	return slices.ContainsFunc(e.skips, func(s skip) bool {
		return matches(s.file, file) && (s.name == "" || name != "" && matches(s.name, name))
	})
}

// matches compares with a pattern that may begin and end with *.
func matches(pattern, s string) bool {
	core := strings.Trim(pattern, "*")
	head, tail := strings.HasPrefix(pattern, "*"), strings.HasSuffix(pattern, "*")
	switch {
	case head && tail:
		return strings.Contains(s, core)
	case head:
		return strings.HasSuffix(s, core)
	case tail:
		return strings.HasPrefix(s, core)
	}
	return pattern == s
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
		fails: map[string]bool{},
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
			s, err := parseSkip(rest)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", e.path, n, err)
			}
			e.skips = append(e.skips, s)
			e.kept = append(e.kept, line)
		case kind == "#" || line == "":
			e.kept = append(e.kept, line)
		default:
			return nil, fmt.Errorf("%s:%d: %q is neither a comment nor skip nor fail", e.path, n, kind)
		}
	}
	return e, lines.Err()
}

func parseSkip(rest string) (skip, error) {
	file, rest, ok := strings.Cut(rest, " ")
	s := skip{file: file}
	if quoted, err := strconv.QuotedPrefix(rest); err == nil {
		if s.name, err = strconv.Unquote(quoted); err != nil {
			return s, err
		}
		rest = strings.TrimSpace(rest[len(quoted):])
	}
	if !ok || rest == "" {
		return s, errors.New("skip needs a file, perhaps a test's name in quotes, and a reason")
	}
	return s, nil
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
