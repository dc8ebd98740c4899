package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func newCAExport(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "export [file]", Short: "The root certificate, for other devices",
		Long: `Write the root certificate, which is no secret, to a file or to stdout, as PEM. With --serve it is offered over plain HTTP to the devices of this network until ctrl-C, with the steps to install it, at an address short enough to type and as a code for the camera of a phone; compare the fingerprint that the device shows.`,
		Args: atMost(1),
	}
	serve := cmd.Flags().Bool("serve", false, "offer it to phones and other devices of this network")
	port := cmd.Flags().Int("port", 3080, "the `port` for --serve; 0 takes any free one")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if *serve && len(args) > 0 {
			return usagef("%s and --serve are two ways; choose one", shown(args[0]))
		}
		authority, err := p.authority()
		switch {
		case err != nil:
			return err
		case *serve:
			return p.untilSignal(func(ctx context.Context) error { return p.offer(ctx, authority, *port) })
		case len(args) == 0:
			_, err := p.Stdout.Write(authority.RootPEM())
			return err
		}
		if err := os.WriteFile(args[0], authority.RootPEM(), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(p.Stdout, "wrote %s\n", shown(args[0]))
		return nil
	}
	return cmd
}
