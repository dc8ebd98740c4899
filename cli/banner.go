package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/rip-server/rip-server/manager"
)

// banner says on stdout what was started and where. With --json or JSON logs
// announce says it, once it is true, as one object.
func (s *server) banner() {
	if s.config.JSON || s.config.JSONLogging {
		return
	}
	status := s.app.Status()
	bold, dim := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Faint(true)
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s %s  %s\n\n", bold.Render("rip-server"), dim.Render(version()), status.App+" · "+status.Env)
	for _, url := range status.URLs {
		fmt.Fprintf(&b, "  ➜ %s\n", lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Cyan).Render(url))
	}
	fmt.Fprintf(&b, "  %s\n", dim.Render(fmt.Sprintf("%d workers · %s · hot reload: %s · pid %d",
		s.config.Workers, s.runtime.Describe(), s.config.HotReload, status.PID)))
	if s.note != "" {
		fmt.Fprintf(&b, "  %s\n", dim.Render(s.note))
	}
	out := colorprofile.NewWriter(s.Stdout, s.Environ)
	fmt.Fprintln(out, b.String())
}

// announce tells when the app serves, or why it does not. It ends with ctx.
func (s *server) announce(ctx context.Context) {
	begun := time.Now()
	err := s.app.Ready(ctx)
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, manager.ErrStopped):
	case err != nil:
		s.logger.Error("the app does not start; attempts go on, with growing pauses. Mend it and save, or stop with ctrl-C", "err", err)
	case s.config.JSON || s.config.JSONLogging:
		line, _ := json.Marshal(s.app.Status()) // numbers, strings and times: it cannot fail
		fmt.Fprintf(s.Stdout, "%s\n", line)
	default:
		s.logger.Info("ready", "workers", s.config.Workers, "after", time.Since(begun).Round(time.Millisecond))
	}
}
