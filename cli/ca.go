package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
)

func newCA(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ca init|trust|untrust|export|info|list|clean",
		Short: "The development certificate authority",
		Long: `Make HTTPS on this machine work without warnings: an authority of your own signs the certificates of apps, and your browsers are told to trust it. Its key can sign for localhost, *.localhost, *.test, *.local and private addresses only. It is kept in ~/.rip-server, or where RIP_HOME says.

"ca:init" is another way to write "ca init". More: rip-server help https.`,
		Example: "rip-server ca init && rip-server ca trust\nrip-server ./app https",
	}
	return family(cmd, newCAInit(p), newCATrust(p), newCAUntrust(p), newCAExport(p), newCAInfo(p), newCAList(p), newCAClean(p))
}

// spelledWithColon turns "ca:init" into "ca init", as older servers had it.
func spelledWithColon(args []string) []string {
	if len(args) == 0 || !strings.HasPrefix(args[0], "ca:") {
		return args
	}
	return append([]string{"ca", strings.TrimPrefix(args[0], "ca:")}, args[1:]...)
}

// authority is the one of this user, ErrNone when there is none.
func (p *Process) authority() (*ca.Authority, error) {
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return nil, err
	}
	return ca.Load(home)
}
