package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/api"
)

// typesFile is where editors find the declarations of an app.
const typesFile = "rip.d.ts"

func newTypes(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:     "types [folder]",
		Short:   "Write the types of @rip/api for editors",
		Long:    `Write rip.d.ts into a folder, by default the current one: declarations of @rip/api and its other names, which are in this program and not in node_modules. Editors and TypeScript find them there. Write the file anew after an update.`,
		Example: "rip-server types\nrip-server types ./apps/shop",
		Args:    atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			file := filepath.Join(dir, typesFile)
			if err := os.WriteFile(file, []byte(api.Types()), 0o644); err != nil {
				return fmt.Errorf("write the types: %w (name a folder that is there: rip-server types <folder>)", err)
			}
			_, err := fmt.Fprintf(p.Stdout, "wrote %s\n", shortPath(file))
			return err
		},
	}
}
