package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"github.com/spf13/cobra"
)

// serviceFlags are what can be said of a service.
type serviceFlags struct {
	name, runAs, manager string
	user, force, noStart bool
}

func newService(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "service install|uninstall|show",
		Short: "Run as a service of the system: systemd or launchd",
		Long: `Have the system start rip-server when the machine starts, and again when it ends: with systemd on Linux, with launchd on macOS.

What it runs is a command line of rip-server, "platform" if none is given. Each step is printed; a file that is there already is left alone without --force.`,
		Example: `rip-server service install --user
rip-server service show serve /srv/shop prod w:4 8080
sudo rip-server service install --run-as www-data platform 3000 --root /srv`,
	}
	return family(cmd, newServiceInstall(p), newServiceUninstall(p), newServiceShow(p))
}

// addServiceFlags adds them; what follows the first word belongs to the
// command that the service runs.
func addServiceFlags(cmd *cobra.Command) *serviceFlags {
	f := &serviceFlags{}
	fs := cmd.Flags()
	fs.SetInterspersed(false)
	fs.StringVar(&f.name, "name", "", "`name` of the service (default rip-server, or rip-server-<app>)")
	fs.BoolVar(&f.user, "user", false, "for this user alone, without privileges")
	fs.StringVar(&f.manager, "for", defaultServiceManager(), "`systemd` or launchd")
	return f
}

func defaultServiceManager() string {
	if runtime.GOOS == "darwin" {
		return "launchd"
	}
	return "systemd"
}

func newServiceInstall(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "install [flags] [command of rip-server]", Short: "Write the service's file, enable and start it",
		Long: `Write the file of the service, and have the system start it now and with the machine. "rip-server service show" prints the file without writing anything.

Without --user it is a service of the system: that takes root, and --run-as says whose rights it has.`,
		Args: cobra.ArbitraryArgs,
	}
	f := addServiceFlags(cmd)
	cmd.Flags().StringVar(&f.runAs, "run-as", "", "`user` that the service of the system runs as")
	cmd.Flags().BoolVar(&f.force, "force", false, "write over a file that is there")
	cmd.Flags().BoolVar(&f.noStart, "no-start", false, "write the file only")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		plan, err := p.servicePlan(f, args)
		if err != nil {
			return err
		}
		return p.installService(plan, f)
	}
	return cmd
}

func newServiceUninstall(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "uninstall [flags] [command of rip-server]", Short: "Stop the service and remove its file",
		Args: cobra.ArbitraryArgs,
	}
	f := addServiceFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		plan, err := p.serviceNamed(f, args)
		if err != nil {
			return err
		}
		return p.uninstallService(plan)
	}
	return cmd
}

func newServiceShow(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "show [flags] [command of rip-server]", Short: "Print the service's file, and where it would be",
		Args: cobra.ArbitraryArgs,
	}
	f := addServiceFlags(cmd)
	cmd.Flags().StringVar(&f.runAs, "run-as", "", "`user` that the service of the system runs as")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		plan, err := p.servicePlan(f, args)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.Stderr, "%s:\n", plan.path)
		_, err = fmt.Fprint(p.Stdout, plan.text)
		return err
	}
	return cmd
}

// installService writes the file and has the manager start the service.
func (p *Process) installService(plan *servicePlan, f *serviceFlags) error {
	flag := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if f.force {
		flag = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	if err := os.MkdirAll(plan.dir(), 0o755); err != nil {
		return fmt.Errorf("make the directory of services: %w", err)
	}
	file, err := os.OpenFile(plan.path, flag, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is there already; --force writes over it, --name makes another service", plan.path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s cannot be written: a service of the system takes root (sudo), --user takes none: %w", plan.path, err)
	case err != nil:
		return fmt.Errorf("write the service: %w", err)
	}
	_, err = file.WriteString(plan.text)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", plan.path, err)
	}
	fmt.Fprintf(p.Stdout, "wrote %s\n", plan.path)
	if !f.noStart {
		if err := p.runSteps(plan.start); err != nil {
			return err
		}
	}
	for _, hint := range plan.hints {
		fmt.Fprintln(p.Stdout, hint)
	}
	return nil
}

// uninstallService ends the service and removes its file, if that is one of ours.
func (p *Process) uninstallService(plan *servicePlan) error {
	text, err := os.ReadFile(plan.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no service %s (%s)", plan.name, plan.path)
	case err != nil:
		return fmt.Errorf("read the service: %w", err)
	case !isOurs(text):
		return fmt.Errorf("%s was not written by rip-server, which leaves it alone; remove it yourself", plan.path)
	}
	if err := p.runSteps(plan.stop); err != nil {
		return err
	}
	if err := os.Remove(plan.path); err != nil {
		return fmt.Errorf("remove the service: %w", err)
	}
	fmt.Fprintf(p.Stdout, "removed %s\n", plan.path)
	return p.runSteps(plan.forget)
}
