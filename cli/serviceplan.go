package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
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
