package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/compiler/diag"
)

// checkVerdict is what `check --json` prints.
type checkVerdict struct {
	OK          bool      `json:"ok"`
	Files       int       `json:"files"` // that could be read
	Diagnostics diag.List `json:"diagnostics"`
}

func newCheck(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check path…",
		Short: "Find mistakes in Rip files",
		Long: `Compile Rip files without writing anything, and show each mistake with its line. Of a folder all .rip files are checked, those in its folders too, except for node_modules and folders whose names begin with a dot. A file that is named is checked whatever it is called.

The exit code is 1 when there is a mistake or something cannot be read.`,
		Example: "rip-server check .\nrip-server check src test/shop.rip --json",
		Args:    cobra.ArbitraryArgs, ValidArgsFunction: completeRip,
	}
	run := &checkRun{}
	rip3Flag(cmd, &run.rip3)
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		if len(paths) == 0 {
			return usagef("which files or folders? %s", usageLine(cmd))
		}
		return p.untilSignal(func(ctx context.Context) error { return p.check(ctx, paths, run, *asJSON) })
	}
	return cmd
}

func (p *Process) check(ctx context.Context, paths []string, run *checkRun, asJSON bool) error {
	stop := func() {}
	if !asJSON && p.terminal(p.Stderr) {
		stop = p.progress(run.say)
	}
	results, err := run.check(ctx, paths)
	stop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	failures := []error{err}
	verdict, broken := checkVerdict{Diagnostics: diag.List{}}, 0
	for _, r := range results {
		if r.err != nil {
			failures = append(failures, r.err)
			continue
		}
		verdict.Files++
		if r.mistakes != nil {
			broken++
			verdict.Diagnostics = append(verdict.Diagnostics, r.mistakes...)
		}
	}
	if err = errors.Join(failures...); err == nil && verdict.Files == 0 {
		err = fmt.Errorf("there is no .rip file in %s", strings.Join(paths, ", "))
	}
	verdict.OK = err == nil && broken == 0
	if err := p.printVerdict(verdict, broken, asJSON); err != nil {
		return err
	}
	if err == nil && !verdict.OK {
		return errSaid
	}
	return err
}

// printVerdict prints the mistakes and how many there are in how many files.
func (p *Process) printVerdict(v checkVerdict, broken int, asJSON bool) error {
	if asJSON {
		return p.printJSON(v)
	}
	p.printMistakes(p.Stdout, v.Diagnostics)
	s := newStyles()
	count := s.good.Render("no errors")
	if broken > 0 {
		count = s.bad.Render(counted(len(v.Diagnostics), "error")) + " in " + counted(broken, "file")
	}
	_, err := fmt.Fprintf(p.styled(p.Stdout), "checked %s, %s\n", counted(v.Files, "file"), count)
	return err
}
