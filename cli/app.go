package cli

import (
	"cmp"
	"log/slog"

	"github.com/lmittmann/tint"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// app is an app as a command line names it: where it is and how it is set.
type app struct {
	entry runtime.Entry
	*config.Loaded
}

// loadApp reads the words and flags of a command line, finds the app and loads
// its configuration. No path is the current directory.
func (p *Process) loadApp(args []string, flags *pflag.FlagSet, file string) (*app, error) {
	tokens, err := ParseTokens(args)
	if err != nil {
		return nil, &usageError{err}
	}
	entry, err := runtime.ResolveEntry(cmp.Or(tokens.Path, "."))
	if err != nil {
		return nil, err
	}
	loaded, err := p.loadConfig(entry.Dir, tokens, flags, file)
	if err != nil {
		return nil, err
	}
	c := loaded.Config
	if c.Name == "" {
		c.Name = entry.Name
	}
	if c.Host == "" && c.Env == "dev" {
		c.Host = "localhost"
	}
	return &app{entry, loaded}, nil
}

// loadSettings is loadApp for who wants to know the settings only: then there
// need not be an app, unless a path says so.
func (p *Process) loadSettings(args []string, flags *pflag.FlagSet, file string) (*config.Loaded, error) {
	tokens, err := ParseTokens(args)
	if err != nil {
		return nil, &usageError{err}
	}
	if tokens.Path == "" {
		return p.loadConfig(".", tokens, flags, file)
	}
	a, err := p.loadApp(args, flags, file)
	if err != nil {
		return nil, err
	}
	return a.Loaded, nil
}

func (p *Process) loadConfig(dir string, tokens Tokens, flags *pflag.FlagSet, file string) (*config.Loaded, error) {
	loaded, err := config.Load(config.Sources{
		Dir: dir, File: file, Environ: p.Environ,
		Tokens: tokens.Values, Words: tokens.Words, Flags: flags,
	})
	if err != nil {
		return nil, &usageError{err}
	}
	return loaded, nil
}

// paths says where the app's sockets are.
func (p *Process) paths(a *app) (control.Paths, error) {
	return control.NewPaths(control.RuntimeDir(p.getenv), a.Config.Variant, a.Config.Name, a.Config.SocketPrefix)
}

// logger is the server's own log, on stderr.
func (p *Process) logger(c *config.Config) *slog.Logger {
	level := slog.LevelInfo
	if c.LogLevel == "debug" {
		level = slog.LevelDebug
	}
	if c.JSONLogging {
		return slog.New(slog.NewJSONHandler(p.Stderr, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(tint.NewTextHandler(p.Stderr, &tint.Options{
		Level: level, TimeFormat: "15:04:05.000", NoColor: !p.color(p.Stderr),
	}))
}
