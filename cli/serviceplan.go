package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// servicePlan is a service: its file, and the commands that make it run.
type servicePlan struct {
	name, path, text    string
	start, stop, forget [][]string
	hints               []string // what to know when it runs
}

func (s *servicePlan) dir() string { return filepath.Dir(s.path) }

// writtenByUs is in every file of ours, so that no other is ever removed.
const writtenByUs = `Written by "rip-server service install"`

func isOurs(text []byte) bool { return bytes.Contains(text, []byte(writtenByUs)) }

// serviceCommand is what a service runs.
type serviceCommand struct {
	program string
	args    []string
	dir     string // working directory
	app     string // name of the one app, "" for a platform
	lowPort bool   // it listens below 1024
}

// servicePlan is the whole of it.
func (p *Process) servicePlan(f *serviceFlags, args []string) (*servicePlan, error) {
	plan, err := p.serviceNamed(f, args)
	if err != nil {
		return nil, err
	}
	command, err := p.serviceCommand(args)
	if err != nil {
		return nil, err
	}
	if !f.user && f.runAs == "" {
		if f.runAs = p.getenv("SUDO_USER"); f.runAs == "" {
			return nil, usagef("as whom is it to run? --run-as www-data; or --user for a service of your own")
		}
	}
	if f.manager == "launchd" {
		plan.text = launchdPlist(plan, f, command)
	} else {
		plan.text = systemdUnit(plan, f, command)
	}
	return plan, nil
}

// serviceNamed is the service without its content: enough to remove it.
func (p *Process) serviceNamed(f *serviceFlags, args []string) (*servicePlan, error) {
	command, err := p.serviceCommand(args)
	if err != nil {
		return nil, err
	}
	plan := &servicePlan{name: f.name}
	if plan.name == "" {
		plan.name = "rip-server"
		if command.app != "" {
			plan.name += "-" + command.app
		}
	}
	if strings.ContainsAny(plan.name, "/ \t\n@") {
		return nil, usagef("--name is %s; letters, digits, . _ and - make a name", shown(plan.name))
	}
	switch f.manager {
	case "systemd":
		err = p.planSystemd(plan, f)
	case "launchd":
		err = p.planLaunchd(plan, f)
	default:
		return nil, usagef("--for is %s; give systemd or launchd", shown(f.manager))
	}
	return plan, err
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
		c.lowPort = len(args) > 1 && belowUnprivileged(args[1])
		return c, nil
	case args[0] == "serve":
		args = args[1:]
	}
	return c, p.readServe(&c, args)
}

// unprivileged is the first port that takes no privileges.
const unprivileged = 1024

func belowUnprivileged(port string) bool {
	n, err := strconv.Atoi(port)
	return err == nil && n < unprivileged
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
	c.lowPort = a.IsSet("httpPort") && a.Config.HTTPPort < unprivileged || a.IsSet("httpsPort") && a.Config.HTTPSPort < unprivileged
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

// runSteps runs commands of the service manager, telling each.
func (p *Process) runSteps(steps [][]string) error {
	for _, step := range steps {
		fmt.Fprintf(p.Stdout, "→ %s\n", strings.Join(step, " "))
		cmd := exec.Command(step[0], step[1:]...)
		cmd.Env, cmd.Stdout, cmd.Stderr = p.Environ, p.Stdout, p.Stderr
		err := cmd.Run()
		if errors.Is(err, exec.ErrNotFound) {
			return fmt.Errorf("%s is not on this machine: is it another service manager that runs here? --no-start writes the file only", step[0])
		}
		if err != nil {
			return fmt.Errorf("%s: %w", strings.Join(step, " "), err)
		}
	}
	return nil
}

// home is the user's home directory in the injected environment.
func (p *Process) home() (string, error) {
	if home := p.getenv("HOME"); home != "" {
		return home, nil
	}
	return "", errors.New("HOME is not set, so there is no place for a user's services")
}
