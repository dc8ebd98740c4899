package platform

import (
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/config"
)

// changes are what a deployment changes, as a patch says it: what the order
// leaves out is nil.
func (d *Deployment) changes() (Changes, error) {
	ch := Changes{Path: d.Path, StripPath: d.StripPath, IdleStop: d.IdleStop}
	if d.Workers != 0 {
		ch.Workers = &d.Workers
	}
	if d.Protocol != "" {
		ch.Protocol = &d.Protocol
	}
	if d.Port != 0 {
		ch.Port = &d.Port
	}
	if d.HTTPSPort != 0 {
		ch.HTTPSPort = &d.HTTPSPort
	}
	if d.Hosts != nil {
		ch.Hosts = &d.Hosts
	}
	if d.Settings != nil {
		settings := maps.Clone(d.Settings)
		ch.Settings = &settings
	}
	if d.Environ != nil {
		ch.Environ = &d.Environ
	}
	return ch, ch.lift()
}

// lift takes out of the settings what an app has of its own: a word such as w:4
// means the app, not one version of it.
func (ch *Changes) lift() error {
	if ch.Settings == nil {
		return nil
	}
	settings := maps.Clone(*ch.Settings)
	ch.Settings = &settings
	delete(settings, "name")
	for key, field := range map[string]**int{"workers": &ch.Workers, "httpPort": &ch.Port, "httpsPort": &ch.HTTPSPort} {
		text, given := settings[key]
		delete(settings, key)
		if !given || text == "" || text == "auto" || *field != nil {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return invalid(key, "%q is not a number", text)
		}
		*field = &n
	}
	if text := settings["protocol"]; text != "" && ch.Protocol == nil {
		ch.Protocol = &text
	}
	delete(settings, "protocol")
	return nil
}

// apply makes the changes to s. The result is checked as far as it can be
// without looking at the machine; a version is added where it takes one.
func (ch *Changes) apply(s *Spec, directory string) error {
	set(&s.Path, ch.Path)
	set(&s.StripPath, ch.StripPath)
	set(&s.IdleStop, ch.IdleStop)
	set(&s.Hosts, ch.Hosts)
	set(&s.Workers, ch.Workers)
	set(&s.Protocol, ch.Protocol)
	set(&s.Port, ch.Port)
	set(&s.HTTPSPort, ch.HTTPSPort)
	if err := ch.checkNumbers(); err != nil {
		return err
	}
	if err := s.normalise(); err != nil {
		return err
	}
	return ch.checkVersion(s, directory)
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// checkNumbers holds numbers to the ranges of package config.
func (ch *Changes) checkNumbers() error {
	for _, n := range []struct {
		field, key string
		value      *int
	}{{"workers", "workers", ch.Workers}, {"port", "httpPort", ch.Port}, {"httpsPort", "httpsPort", ch.HTTPSPort}} {
		key, known := config.Lookup(n.key)
		if n.value == nil || !known {
			continue
		}
		if _, err := key.Canonical(strconv.Itoa(*n.value)); err != nil {
			return &Invalid{n.field, err}
		}
	}
	if ch.Protocol != nil && !slices.Contains([]string{"http", "https", "http+https"}, *ch.Protocol) {
		return invalid("protocol", "%q is none; give http, https or http+https", *ch.Protocol)
	}
	return nil
}

// checkVersion adds a version with other settings, or of a directory that was
// given.
func (ch *Changes) checkVersion(s *Spec, directory string) error {
	current, _ := s.version(s.Current)
	next := current
	if directory != "" {
		next.Directory = filepath.Clean(directory)
	}
	if next.Directory == "" {
		return invalid("directory", "a new app needs one")
	}
	set(&next.Settings, ch.Settings)
	set(&next.Environ, ch.Environ)
	for name, value := range next.Environ {
		if name == "" || strings.ContainsAny(name, "=\x00") || strings.Contains(value, "\x00") {
			return invalid("environ", "%q cannot be the name of a variable", name)
		}
	}
	if directory != "" || !maps.Equal(next.Settings, current.Settings) || !maps.Equal(next.Environ, current.Environ) {
		s.add(next)
	}
	return nil
}
