package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/config"
)

// serviceCommand is what a service runs.
type serviceCommand struct {
	program string
	args    []string
	dir     string // working directory
	app     string // name of the one app, "" for a platform
	lowPort bool   // it listens below 1024
}

// serviceCommand reads the command of the service. Paths in it are made
// absolute: a service begins in another directory.
func (p *Process) serviceCommand(args []string) (serviceCommand, error) {
	program, err := os.Executable()
	if err != nil {
		return serviceCommand{}, fmt.Errorf("find this program: %w", err)
	}
	c := serviceCommand{program: program, args: args}
	if c.dir, err = filepath.Abs("."); err != nil {
		return c, fmt.Errorf("find the working directory: %w", err)
	}
	switch {
	case len(args) == 0:
		c.args = []string{"platform"}
		return c, nil
	case args[0] == "platform":
		return c, p.readPlatform(&c, args[1:])
	case args[0] == "serve":
		args = args[1:]
	}
	return c, p.readServe(&c, args)
}

// unprivileged is the first port that takes no privileges.
const unprivileged = 1024

// takesLowPort is whether who is told c needs privileges to listen.
func takesLowPort(c *config.Config) bool {
	low := func(port int) bool { return 0 < port && port < unprivileged }
	return c.Protocol != "https" && low(c.HTTPPort) || c.WantsHTTPS() && low(c.HTTPSPort)
}

// readPlatform finds mistakes in args before the service does.
func (p *Process) readPlatform(c *serviceCommand, args []string) error {
	cmd, o := platformCommand()
	if err := cmd.ParseFlags(args); err != nil {
		return flagError(cmd, err)
	}
	if err := o.takeWords(cmd, cmd.Flags().Args()); err != nil {
		return err
	}
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return err
	}
	loaded, err := p.platformConfig(filepath.Join(home.Path(), platformName), *o)
	if err != nil {
		return err
	}
	c.lowPort = takesLowPort(loaded.Config)
	return nil
}

// readServe makes what serve would do of args the service's command.
func (p *Process) readServe(c *serviceCommand, args []string) error {
	serve := newServe(p)
	if err := serve.ParseFlags(args); err != nil {
		return flagError(serve, err)
	}
	file := serve.Flags().Lookup("config").Value.String()
	a, err := p.loadApp(serve.Flags().Args(), serve.Flags(), file)
	if err != nil {
		return err
	}
	c.app, c.args = a.Config.Name, []string{"serve"}
	c.lowPort = takesLowPort(a.Config)
	tokens, err := ParseTokens(serve.Flags().Args())
	if err != nil {
		return &usageError{err}
	}
	for _, arg := range args {
		if arg == tokens.Path {
			if arg, err = filepath.Abs(arg); err != nil {
				return fmt.Errorf("find the app: %w", err)
			}
		}
		c.args = append(c.args, arg)
	}
	if tokens.Path == "" {
		c.args = append(c.args, c.dir)
	}
	return nil
}
