package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rip-server/rip-server/manager"
)

// banner says on stdout what was started and where. With --json or JSON logs
// announce says it, once it is true, as one object.
func (s *server) banner() {
	if s.config.JSON || s.config.JSONLogging {
		return
	}
	status := s.app.Status()
	style := newStyles()
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s %s  %s\n\n", style.bold.Render("rip-server"), style.dim.Render(version()), status.App+" · "+status.Env)
	for _, url := range status.URLs {
		fmt.Fprintf(&b, "  ➜ %s\n", style.name.Bold(true).Render(url))
	}
	fmt.Fprintf(&b, "  %s\n", style.dim.Render(fmt.Sprintf("%s · %s · hot reload: %s · pid %d",
		workerCount(s.config.Workers), s.runtime.Describe(), s.config.HotReload, status.PID)))
	for _, note := range s.notes {
		fmt.Fprintf(&b, "  %s\n", style.dim.Render(note))
	}
	fmt.Fprintln(s.styled(s.Stdout), b.String())
}

// announce tells when the app serves, or why it does not. It ends with ctx.
func (s *server) announce(ctx context.Context) {
	begun := time.Now()
	err := s.app.Ready(ctx)
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, manager.ErrStopped):
		return
	case err != nil:
		s.logger.Error("the app does not start; attempts go on, with growing pauses. Mend it and save, or stop with ctrl-C", "err", err)
		return
	case s.config.JSON || s.config.JSONLogging:
		line, _ := json.Marshal(s.app.Status()) // numbers, strings and times: it cannot fail
		fmt.Fprintf(s.Stdout, "%s\n", line)
	default:
		s.logger.Info("ready", "workers", s.config.Workers, "after", time.Since(begun).Round(time.Millisecond))
	}
	s.service.tell(s.service.Ready(s.summary()))
}

// summary is the server in one line, for the service manager.
func (s *server) summary() string {
	status := s.app.Status()
	return fmt.Sprintf("%s %s: %s, version %d, at %s", status.App, status.Status, workerCount(status.Slots.Desired), status.Version, strings.Join(status.URLs, " "))
}
