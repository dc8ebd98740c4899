package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

// finding is the result of one check.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"` // isOK, isWarning or isBroken
	Text  string `json:"text"`
	Mend  string `json:"mend,omitempty"` // what to do about it
}

// The states of a finding.
const (
	isOK      = "ok"
	isWarning = "warning" // it works, and will hurt one day or under load
	isBroken  = "broken"  // an app cannot be served like this
)

func newDoctor(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor [app-path] [words and flags in any order]",
		Short: "Check what usually goes wrong, and say how to mend it",
		Long: `Look at everything that serving an app needs, and say how to mend what is not right: the app's entry, configuration, ports and certificates, bun, limits of the system, sockets. No path is the current directory. Nothing is changed.

The exit code is 1 when something is broken; warnings alone are 0.`,
		Example: "rip-server doctor ./apps/example\nrip-server doctor ./apps/example http:5002 --json",
		Args:    cobra.ArbitraryArgs, ValidArgsFunction: completeWord,
	}
	file := appFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			findings := p.examineApp(args, cmd.Flags(), *file)
			findings = append(findings, p.examineSockets(ctx)...)
			findings = append(findings, examineSystem()...)
			return p.prescribe(findings, isOn(cmd, "json"))
		})
	}
	return cmd
}

// isOn reads a switch of config's flags, which keep what was typed.
func isOn(cmd *cobra.Command, name string) bool {
	key, known := config.Lookup(name)
	flag := cmd.Flags().Lookup(name)
	if !known || flag == nil || !flag.Changed {
		return false
	}
	value, err := key.Canonical(flag.Value.String())
	return err == nil && value == "true"
}

// prescribe prints the findings; a broken thing is a failure.
func (p *Process) prescribe(findings []finding, asJSON bool) error {
	count := map[string]int{}
	for _, f := range findings {
		count[f.State]++
	}
	if asJSON {
		if err := p.printJSON(findings); err != nil {
			return err
		}
	} else {
		fmt.Fprint(p.styled(p.Stdout), findingsText(findings))
		fmt.Fprintf(p.Stdout, "\n%d right, %s, %d broken\n", count[isOK], counted(count[isWarning], "warning"), count[isBroken])
	}
	if count[isBroken] > 0 {
		return errSaid
	}
	return nil
}

func findingsText(findings []finding) string {
	s := newStyles()
	mark := map[string]string{isOK: s.good.Render("✓"), isWarning: s.warn.Render("!"), isBroken: s.bad.Render("✗")}
	t := newTable()
	for _, f := range findings {
		t.add(mark[f.State], s.bold.Render(f.Check), f.Text)
		if f.Mend != "" {
			t.add("", "", s.dim.Render("→ "+f.Mend))
		}
	}
	return t.String("")
}

func ok(check, format string, args ...any) finding {
	return finding{Check: check, State: isOK, Text: fmt.Sprintf(format, args...)}
}

func warning(check, mend, format string, args ...any) finding {
	return finding{Check: check, State: isWarning, Text: fmt.Sprintf(format, args...), Mend: mend}
}

func broken(check, mend, format string, args ...any) finding {
	return finding{Check: check, State: isBroken, Text: fmt.Sprintf(format, args...), Mend: mend}
}
