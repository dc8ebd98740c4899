package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// configVerdict is what `config check --json` prints when nothing is wrong.
type configVerdict struct {
	OK       bool     `json:"ok"`
	Warnings []string `json:"warnings"`
}

func newConfigCheck(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [app-path] [words and flags in any order]",
		Short: "Find mistakes without starting anything",
		Long:  `Read the settings as serve would with the same arguments, and say what is wrong: unknown keys, wrong types, values out of range, contradictions, each with its file and line. Warnings are things that are allowed and probably not meant.`,
		Args:  cobra.ArbitraryArgs, ValidArgsFunction: completeWord,
	}
	file := appFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		loaded, err := p.loadSettings(args, cmd.Flags(), *file)
		if err != nil {
			return err
		}
		if loaded.Config.JSON {
			return p.printJSON(configVerdict{true, append([]string{}, loaded.Warnings...)})
		}
		p.warn(loaded)
		set := 0
		for _, row := range loaded.Explain() {
			if loaded.IsSet(row.Key.Name) {
				set++
			}
		}
		fmt.Fprintf(p.Stdout, "the configuration is right: %s given, %s\n", counted(set, "setting"), counted(len(loaded.Warnings), "warning"))
		return nil
	}
	return cmd
}
