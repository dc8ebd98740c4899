package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// styles are the few that the program's own texts use. They are always
// rendered; styled drops the escape codes where they are not wanted.
type styles struct{ bold, dim, name, good, warn, bad lipgloss.Style }

func newStyles() styles {
	plain := lipgloss.NewStyle()
	return styles{
		bold: plain.Bold(true),
		dim:  plain.Faint(true),
		name: plain.Foreground(lipgloss.Cyan),
		good: plain.Foreground(lipgloss.Green),
		warn: plain.Foreground(lipgloss.Yellow),
		bad:  plain.Foreground(lipgloss.Red),
	}
}

// styled is w for text with escape codes: they are dropped when w is not a
// terminal or NO_COLOR is set.
func (p *Process) styled(w io.Writer) io.Writer { return colorprofile.NewWriter(w, p.Environ) }

// color is whether w is a terminal that shows colours and NO_COLOR is not set.
func (p *Process) color(w io.Writer) bool {
	return colorprofile.Detect(w, p.Environ) >= colorprofile.ANSI
}

// terminal is whether a person watches w, in colours or not.
func (p *Process) terminal(w io.Writer) bool {
	return colorprofile.Detect(w, p.Environ) > colorprofile.NoTTY
}

// printJSON is the answer of a verb with --json.
func (p *Process) printJSON(value any) error {
	enc := json.NewEncoder(p.Stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("write to stdout: %w", err)
	}
	return nil
}
