package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/rip-server/rip-server/compiler/diag"
)

// mistakesOf is what the compiler found in a program, nil when err is nil or
// something else.
func mistakesOf(err error) diag.List {
	var list diag.List
	errors.As(err, &list)
	return list
}

// printMistakes shows each with its source line, followed by an empty line; of
// a file with very many the first ones, and how many more there are.
func (p *Process) printMistakes(w io.Writer, list diag.List) {
	w = p.styled(w)
	for len(list) > 0 {
		path := list[0].Path
		end := slices.IndexFunc(list, func(d *diag.Diagnostic) bool { return d.Path != path })
		if end < 0 {
			end = len(list)
		}
		first, more := list[:end].Brief()
		for _, mistake := range first {
			fmt.Fprintln(w, paintFrame(mistake.Frame()))
		}
		if more > 0 {
			fmt.Fprintf(w, "%s: … and %d more\n\n", path, more)
		}
		list = list[end:]
	}
}

// paintFrame colours a frame of the compiler's: where and what, the carets, and
// the hint. The source line stays as it is, but for characters that would
// direct the terminal: a file that is looked at must not do that.
func paintFrame(frame string) string {
	s := newStyles()
	lines := strings.Split(strings.Map(visible, frame), "\n")
	lines[0] = s.bold.TabWidth(-1).Render(lines[0])
	for i, line := range lines {
		gutter, rest, framed := strings.Cut(line, " | ")
		carets := strings.TrimLeft(rest, " \t")
		switch hint, found := strings.CutPrefix(line, "hint: "); {
		case found:
			lines[i] = s.name.Render("hint:") + " " + hint
		case i > 0 && framed && strings.TrimSpace(gutter) == "" && carets != "" && strings.Trim(carets, "^") == "":
			lines[i] = strings.TrimSuffix(line, carets) + s.bad.Render(carets)
		}
	}
	return strings.Join(lines, "\n")
}

// visible replaces control characters, by as many others.
func visible(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' {
		return unicode.ReplacementChar
	}
	return r
}

// readSource reads a Rip file.
func readSource(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; name the files in it (rip-server check takes whole folders)", shown(path))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return text, nil
}

func unreadable(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // its text has the path, too
	}
	return fmt.Errorf("%s cannot be read: %w", shown(path), err)
}
