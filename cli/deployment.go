package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform/api"
)

// deployFlags are what deploy takes beside the settings of an app.
type deployFlags struct {
	hosts, environ           []string
	path, idleStop           string
	strip, update, copy, off bool
}

// addDeployFlags adds them, and every setting that an app on a platform may
// have. Whose words mean something else here, or belong to the platform, are
// not among them.
func addDeployFlags(cmd *cobra.Command) *deployFlags {
	d := &deployFlags{}
	fs := cmd.Flags()
	fs.BoolVar(&d.update, "update", false, "the name may exist: this is its new version")
	fs.BoolVar(&d.copy, "copy", false, "run a copy of the directory, so that the version keeps its code; updates do so, too, until --copy=false")
	fs.StringSliceVar(&d.hosts, "host", nil, "`names` on the platform's port, beside <name>.localhost")
	fs.StringVar(&d.path, "path", "", "path `prefix` on the platform's port, such as /api")
	fs.BoolVar(&d.strip, "strip-path", false, "the app does not see that prefix")
	fs.StringVar(&d.idleStop, "idle-stop", "", "stop it after this `time` without a request, start it with the next (10m)")
	fs.StringArrayVarP(&d.environ, "environ", "e", nil, "variable of the workers, `NAME=value`; again for more")
	fs.BoolVar(&d.off, "no-start", false, "do not start it yet")
	settings := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	config.AddFlags(settings)
	settings.VisitAll(func(f *pflag.Flag) {
		if fs.Lookup(f.Name) == nil && !slices.Contains(notDeployed(), f.Name) {
			fs.AddFlag(f)
		}
	})
	return d
}

// notDeployed are the settings that the platform decides.
func notDeployed() []string { return []string{"name", "variant", "socket-prefix"} }

// deployment is what a command line asks the platform for. remote is whether
// that may be on another machine, where a relative path would mean nothing.
func (p *Process) deployment(cmd *cobra.Command, d *deployFlags, args []string, remote bool) (api.Deploy, error) {
	var order api.Deploy
	if len(args) == 0 {
		return order, usagef("which app? %s", usageLine(cmd))
	}
	tokens, err := ParseTokens(args[1:])
	switch {
	case strings.ContainsAny(args[0], "/.:"):
		return order, usagef("%s is no name for an app; the name comes first: %s", shown(args[0]), usageLine(cmd))
	case err != nil:
		return order, &usageError{err}
	case tokens.Path == "":
		return order, usagef("where is %s? rip-server deploy %s ./path (. is this directory)", args[0], args[0])
	case remote && !filepath.IsAbs(tokens.Path):
		return order, usagef("%s is a path on the platform's machine then: give it from / on, such as /srv/%s", shown(tokens.Path), args[0])
	}
	order.Name = args[0]
	if order.Directory, err = filepath.Abs(tokens.Path); err != nil {
		return order, fmt.Errorf("find %s: %w", shown(tokens.Path), err)
	}
	if err := d.apply(cmd, &order); err != nil {
		return order, err
	}
	values, err := deploySettings(cmd.Flags(), tokens)
	if err != nil {
		return order, err
	}
	if err := applySettings(&order, values); err != nil {
		return order, err
	}
	return order, d.applyEnviron(&order)
}

// apply is what deploy's own flags say.
func (d *deployFlags) apply(cmd *cobra.Command, order *api.Deploy) error {
	given := cmd.Flags().Changed
	order.Update = d.update
	if d.off {
		start := false
		order.Start = &start
	}
	if given("copy") {
		order.Copy = &d.copy
	}
	if given("host") {
		order.Hosts = &d.hosts
	}
	if given("path") {
		order.Path = &d.path
	}
	if given("strip-path") {
		order.StripPath = &d.strip
	}
	if given("idle-stop") {
		if _, err := time.ParseDuration(d.idleStop); err != nil && d.idleStop != "" {
			return usagef("--idle-stop is %s; give a time such as 10m", shown(d.idleStop))
		}
		order.IdleStop = &d.idleStop
	}
	return nil
}

// applyEnviron are the variables of the workers.
func (d *deployFlags) applyEnviron(order *api.Deploy) error {
	if len(d.environ) == 0 {
		return nil
	}
	variables := map[string]string{}
	for _, entry := range d.environ {
		name, value, found := strings.Cut(entry, "=")
		if !found || name == "" {
			return usagef("-e is %s; write NAME=value", shown(entry))
		}
		variables[name] = value
	}
	order.Environ = &variables
	return nil
}
