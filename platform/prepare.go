package platform

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/runtime"
)

// prepared is a version that could be run now: looked up, its settings read and
// checked, its runtime found.
type prepared struct {
	appserver.Edition
	loaded *config.Loaded
}

// prepare looks at what the current version of s is now. Settings go through
// package config exactly as for `serve`, with the app's own files below them.
func (c *Controller) prepare(s *Spec) (*prepared, error) {
	v, found := s.version(s.Current)
	if !found {
		return nil, fmt.Errorf("%w: %s has no version %d", ErrNotFound, s.Name, s.Current)
	}
	entry, err := c.entryOf(s.Name, v)
	if err != nil {
		return nil, err
	}
	environ := assignments(v.Environ)
	loaded, err := c.load(s, v, entry, environ)
	if err != nil {
		return nil, err
	}
	rt, err := c.runtimes.choose(loaded.Config, entry.Dir, environ)
	if err != nil {
		return nil, &Invalid{"runtime", err}
	}
	return &prepared{appserver.Edition{Config: loaded.Config, Entry: entry, Runtime: rt}, loaded}, nil
}

// entry finds the app at path, which must be within the root.
func (c *Controller) entry(path string) (runtime.Entry, error) {
	if !filepath.IsAbs(path) {
		return runtime.Entry{}, invalid("directory", "%q is not an absolute path", path)
	}
	if err := c.allowed(path); err != nil {
		return runtime.Entry{}, err
	}
	entry, err := runtime.ResolveEntry(path)
	if err != nil {
		return runtime.Entry{}, &Invalid{"directory", err}
	}
	return entry, c.allowed(entry.File)
}

// allowed refuses what is outside of the root, wherever links lead. Of what is
// outside nothing is said, not even whether it exists.
func (c *Controller) allowed(path string) error {
	if c.root == "" {
		return nil
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		resolved = filepath.Clean(path) // it is not there, which whoever opens it says
	}
	rel, err := filepath.Rel(c.root, resolved)
	if err != nil || !filepath.IsLocal(rel) {
		return fmt.Errorf("%w: %s is not within %s, where this platform's apps must be", ErrForbidden, path, c.root)
	}
	return nil
}

func (c *Controller) load(s *Spec, v Version, entry runtime.Entry, environ []string) (*config.Loaded, error) {
	tokens := s.tokens(v)
	load := func() (*config.Loaded, error) {
		loaded, err := config.Load(config.Sources{Dir: entry.Dir, Environ: environ, Tokens: tokens, Words: names(tokens)})
		if err != nil {
			return nil, &Invalid{"settings", err}
		}
		return loaded, nil
	}
	loaded, err := load()
	if err != nil {
		return nil, err
	}
	for key, text := range c.defaults() {
		if !loaded.IsSet(key) {
			tokens[key] = text
		}
	}
	if loaded, err = load(); err != nil { // again, since settings follow from settings
		return nil, err
	}
	for _, files := range [][]string{loaded.Config.Cert, loaded.Config.Key} {
		for i, file := range files {
			if !filepath.IsAbs(file) {
				files[i] = filepath.Join(entry.Dir, file)
			}
		}
	}
	return loaded, nil
}

// defaults are those that differ from `serve`: deployed code is not edited in
// place, and the platform is what people reach.
func (c *Controller) defaults() map[string]string {
	return map[string]string{"env": "prod", "variant": variant, "accessLog": "false", "host": c.opts.Host}
}

// variant keeps the sockets of the platform's apps apart from those of `serve`.
const variant = "platform"

// tokens are a version's settings and what the spec has of its own, by key.
func (s *Spec) tokens(v Version) map[string]any {
	tokens := map[string]any{"name": s.Name}
	for key, text := range v.Settings {
		tokens[key] = text
	}
	own := map[string]string{"protocol": s.Protocol}
	for key, n := range map[string]int{"workers": s.Workers, "httpPort": s.Port, "httpsPort": s.HTTPSPort} {
		if n != 0 {
			own[key] = strconv.Itoa(n)
		}
	}
	for key, text := range own {
		if text != "" {
			tokens[key] = text
		}
	}
	return tokens
}

// names has each key as its own word, for messages.
func names(tokens map[string]any) map[string]string {
	words := make(map[string]string, len(tokens))
	for key := range tokens {
		words[key] = key
	}
	return words
}

// assignments is an environment in order, "NAME=value".
func assignments(environ map[string]string) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(environ)) {
		list = append(list, name+"="+environ[name])
	}
	return list
}
