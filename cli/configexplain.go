package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

func newConfigExplain(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [app-path] [words and flags in any order]",
		Short: "Every value in effect, and its source",
		Long:  `Print every setting with its value, where the value came from, and what it does, as serve would see it with the same arguments. What differs from the default is marked with a star.`,
		Example: `rip-server config explain ./apps/example
rip-server config explain ./apps/example w:4 prod --json`,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: completeWord,
	}
	file := appFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		loaded, err := p.loadSettings(args, cmd.Flags(), *file)
		if err != nil {
			return err
		}
		if loaded.Config.JSON {
			return p.printJSON(explainedRows(loaded))
		}
		fmt.Fprint(p.styled(p.Stdout), explainPage(loaded))
		p.warn(loaded)
		return nil
	}
	return cmd
}

func explainedRows(loaded *config.Loaded) []configRow {
	var rows []configRow
	for _, r := range loaded.Explain() {
		row := newConfigRow(r.Key)
		row.Value, row.Source = r.Value, r.Source
		rows = append(rows, row)
	}
	return rows
}

func explainPage(loaded *config.Loaded) string {
	const column = 28
	s := newStyles()
	var b strings.Builder
	group := ""
	for _, r := range loaded.Explain() {
		if r.Key.Group != group {
			group = r.Key.Group
			fmt.Fprintf(&b, "%s\n", s.bold.Render(group))
		}
		value, mark, source := r.Value, " ", s.dim.Render(r.Source)
		if value == "" {
			value = "(" + r.Key.Unset + ")"
		}
		if loaded.IsSet(r.Key.Name) {
			mark, source = "*", s.good.Render(r.Source)
		}
		name := r.Key.Name + strings.Repeat(" ", max(1, column-2-len(r.Key.Name)))
		fmt.Fprintf(&b, "%s %s%s  %s\n", mark, s.name.Render(name), value, source)
		for line := range strings.SplitSeq(wrap(r.Key.Doc, strings.Repeat(" ", column), 100), "\n") {
			fmt.Fprintf(&b, "%s\n", s.dim.Render(line)) // one by one: a style pads a block to equal width
		}
	}
	return b.String()
}
