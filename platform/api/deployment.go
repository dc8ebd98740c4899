package api

import (
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform"
)

// deployment is what the controller is to do for an order.
func (h *Handler) deployment(order *Deploy) (platform.Deployment, error) {
	d := platform.Deployment{
		Name: order.Name, Directory: order.Directory, Update: order.Update, Copy: order.Copy,
		NoStart: order.Start != nil && !*order.Start,
	}
	if d.Name == "" {
		return d, invalid("name", "an app needs one: lower-case letters, digits and -")
	}
	if d.Directory != "" && !filepath.IsAbs(d.Directory) {
		return d, invalid("directory", "%q has to be absolute: the platform does not know where you are", d.Directory)
	}
	changes, _, err := h.changes(order.Name, &order.Patch)
	if err != nil {
		return d, err
	}
	d.Workers = value(changes.Workers)
	d.Protocol, d.Port, d.HTTPSPort = value(changes.Protocol), value(changes.Port), value(changes.HTTPSPort)
	d.Hosts, d.Path, d.StripPath, d.IdleStop = value(changes.Hosts), changes.Path, changes.StripPath, changes.IdleStop
	d.Settings, d.Environ = value(changes.Settings), value(changes.Environ)
	return d, nil
}

// value is what p points to, or nothing.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// changes is a patch for the controller, and which fields are in it.
func (h *Handler) changes(name string, order *Patch) (c platform.Changes, fields []string, err error) {
	c = platform.Changes{
		Workers: order.Workers, Protocol: order.Protocol, Port: order.Port, HTTPSPort: order.HTTPSPort,
		Hosts: order.Hosts, Path: order.Path, StripPath: order.StripPath,
		Settings: order.Settings, Environ: order.Environ,
	}
	if order.Workers != nil && *order.Workers < 1 {
		return c, nil, invalid("workers", "%d is too few: an app has at least one; stop it to have none", *order.Workers)
	}
	if order.IdleStop != nil {
		d, err := platform.ParseDuration(*order.IdleStop)
		if err != nil {
			return c, nil, invalid("idleStop", "%v", err)
		}
		c.IdleStop = &d
	}
	if err := h.free(order); err != nil {
		return c, nil, err
	}
	named := order.Named.settings()
	for key, text := range named {
		if err := checkSetting(key, text); err != nil {
			return c, nil, err
		}
	}
	if len(named) > 0 {
		c.Settings = h.merge(name, order.Settings, named)
	}
	return c, append(order.fields(), slices.Sorted(maps.Keys(named))...), nil
}

// checkSetting refuses what a named setting cannot be, by its own name: the
// controller would speak of the settings.
func checkSetting(name, text string) error {
	key, known := config.Lookup(name)
	if !known || text == "" {
		return nil
	}
	if _, err := key.Canonical(text); err != nil {
		return invalid(name, "%v", err)
	}
	return nil
}

// free refuses hosts and paths that are the platform's own.
func (h *Handler) free(order *Patch) error {
	for _, host := range value(order.Hosts) {
		if h.own.HasHost(hostOf(host)) {
			return invalid("hosts", "%s is the platform's own; give the app a name, such as shop.test", host)
		}
	}
	if path := value(order.Path); h.own.HasPath(path) {
		return invalid("path", "%s is the platform's own; choose another", path)
	}
	return nil
}

// merge puts named settings to those that are given, or else to those that the
// app has. An empty one goes back to its default.
func (h *Handler) merge(name string, given *map[string]string, named map[string]string) *map[string]string {
	settings := map[string]string{}
	if given != nil {
		maps.Copy(settings, *given)
	} else if app, err := h.opts.Controller.App(name); err == nil {
		maps.Copy(settings, app.Settings)
	}
	for key, text := range named {
		if text == "" {
			delete(settings, key)
		} else {
			settings[key] = text
		}
	}
	return &settings
}

// settings are those that are given, by their keys.
func (n *Named) settings() map[string]string {
	settings := map[string]string{}
	for key, text := range map[string]*string{
		"cert": n.Cert, "key": n.Key, "env": n.Env, "runtime": n.Runtime, "isolation": n.Isolation, "maxMemory": n.MaxMemory,
	} {
		if text != nil {
			settings[key] = *text
		}
	}
	if n.JSONLogging != nil {
		settings["jsonLogging"] = strconv.FormatBool(*n.JSONLogging)
	}
	if n.Requests != nil {
		settings["requests"] = ""
		if *n.Requests != 0 {
			settings["requests"] = strconv.Itoa(*n.Requests)
		}
	}
	return settings
}

// fields are the members that are given, without those of Named.
func (p *Patch) fields() (names []string) {
	for _, f := range []struct {
		name  string
		given bool
	}{
		{"workers", p.Workers != nil},
		{"protocol", p.Protocol != nil},
		{"port", p.Port != nil},
		{"httpsPort", p.HTTPSPort != nil},
		{"hosts", p.Hosts != nil},
		{"path", p.Path != nil},
		{"stripPath", p.StripPath != nil},
		{"idleStop", p.IdleStop != nil},
		{"settings", p.Settings != nil},
		{"environ", p.Environ != nil},
	} {
		if f.given {
			names = append(names, f.name)
		}
	}
	return names
}
