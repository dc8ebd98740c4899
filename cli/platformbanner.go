package cli

import (
	"encoding/json"
	"fmt"
	"strings"
)

// banner says on stdout where the platform is; with JSON logs as one object.
func (s *platformServer) banner() {
	if s.config.JSONLogging {
		line, _ := json.Marshal(struct { // strings and a number: it cannot fail
			localPlatform
			Notes []string `json:"notes,omitempty"`
		}{s.about(), s.notes})
		fmt.Fprintf(s.Stdout, "%s\n", line)
		return
	}
	style, about := newStyles(), s.about()
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s %s  platform\n\n", style.bold.Render("rip-server"), style.dim.Render(version()))
	for _, url := range s.urls() {
		fmt.Fprintf(&b, "  ➜ %s\n", style.name.Bold(true).Render(url))
	}
	fmt.Fprintf(&b, "  %s\n", style.dim.Render(fmt.Sprintf("%s · pid %d", s.contents(), about.PID)))
	for _, note := range s.notes {
		fmt.Fprintf(&b, "  %s\n", note)
	}
	fmt.Fprintln(s.styled(s.Stdout), b.String())
}

// contents is what the platform has, and what to do when that is nothing.
func (s *platformServer) contents() string {
	switch n := len(s.controller.Apps()); {
	case n > 0:
		return counted(n, "app")
	case s.ephemeral:
		return "no apps, and none is kept: rip-server deploy <name> <app-path>"
	}
	return "no apps yet: rip-server deploy <name> <app-path>"
}
