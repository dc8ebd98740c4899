package bundle

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Error is why an app cannot be bundled: everything that is wrong with its
// files.
type Error struct{ Messages []Message }

// Message is one mistake. Line and Column are counted from 1, the column in
// bytes; both are 0 when there is no place for it.
type Message struct {
	File    string   `json:"file,omitempty"` // relative to the app
	Line    int      `json:"line,omitempty"`
	Column  int      `json:"column,omitempty"`
	Text    string   `json:"message"`
	Excerpt string   `json:"excerpt,omitempty"` // the lines around the place, the line itself marked
	Notes   []string `json:"notes,omitempty"`
}

// Error is all messages as a person reads them on a terminal.
func (e *Error) Error() string {
	texts := make([]string, len(e.Messages))
	for i, m := range e.Messages {
		texts[i] = m.String()
	}
	return strings.Join(texts, "\n\n")
}

// String is the message with its place, its excerpt and its notes.
func (m Message) String() string {
	var b strings.Builder
	if m.File != "" {
		b.WriteString(m.File + ":")
		if m.Line > 0 {
			fmt.Fprintf(&b, "%d:%d:", m.Line, m.Column)
		}
		b.WriteByte(' ')
	}
	b.WriteString(m.Text)
	if m.Excerpt != "" {
		b.WriteString("\n" + m.Excerpt)
	}
	for _, note := range m.Notes {
		b.WriteString("\n" + note)
	}
	return b.String()
}

// failed is esbuild's errors as ours.
func (g *graph) failed(errors []api.Message) error { return &Error{g.messages(errors)} }

func (g *graph) messages(from []api.Message) []Message {
	var messages []Message
	for _, f := range from {
		m := Message{Text: f.Text}
		if at := f.Location; at != nil && at.File == entryName { // ours, which has one import
			m.File = g.relative(g.options.Entry)
			if strings.HasPrefix(f.Text, "Could not resolve") {
				m.Text = "this file is not there any more, and the app begins with it; put it back, or serve the app anew"
			}
		} else if at != nil {
			m.File, m.Line, m.Column = at.File, at.Line, at.Column+1
			m.Excerpt = Excerpt(filepath.Join(g.options.Dir, at.File), m.Line, m.Column)
		}
		for _, note := range f.Notes {
			if text := noteText(f.Text, note); text != "" {
				m.Notes = append(m.Notes, text)
			}
		}
		messages = append(messages, m)
	}
	return messages
}

// missingPackage is esbuild's error for an import that nothing is found for,
// unless it is a path.
var missingPackage = regexp.MustCompile(`^Could not resolve "([^./"][^"]*)"$`)

// noteText is what esbuild adds to an error, where its own words are about
// options and plugins that an app's developer does not see.
func noteText(about string, note api.Note) string {
	text := note.Text
	switch {
	case strings.HasPrefix(text, "You can mark the path"):
		found := missingPackage.FindStringSubmatch(about)
		if found == nil {
			return ""
		}
		return "is it installed? npm install " + packageName(found[1])
	case strings.HasPrefix(text, `The plugin "rip" was triggered`):
		text = "it is imported here"
	}
	if at := note.Location; at != nil && at.File == entryName {
		return ""
	} else if at != nil {
		return fmt.Sprintf("%s:%d:%d: %s", at.File, at.Line, at.Column+1, text)
	}
	return text
}

// packageName is the package of a specifier: @scope/name of @scope/name/sub.
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}
