package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

func newConfigKeys(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "Every key with its flag, variable and default",
		Args:  atMost(0),
	}
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		if *asJSON {
			var rows []configRow
			for _, key := range config.Keys() {
				rows = append(rows, newConfigRow(key))
			}
			return p.printJSON(rows)
		}
		s := newStyles()
		t := newTable()
		t.add("KEY", "FLAG", "VARIABLE", "DEFAULT")
		for _, key := range config.Keys() {
			t.add(s.name.Render(key.Name), "--"+key.Flag, key.Env, defaultOf(key))
		}
		fmt.Fprint(p.styled(p.Stdout), t.String(""))
		return nil
	}
	return cmd
}
