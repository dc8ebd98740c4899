package cli

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

func newBuild(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build app-path",
		Short: "Bundle an app into one file",
		Long: `Bundle an app, with everything that it imports, into one JavaScript file, which needs neither the sources nor node_modules any more. The file is printed, or written with -o.

It is an ES module with the entry's exports. rip-server serves it as it serves any entry, on either runtime. Built-in modules (node:…, bun) stay imports: an app that uses only web APIs runs wherever there are any. Stack traces name the sources: the map is a part of the file.

What is left out is code that is never used, and process.env.NODE_ENV is "production". Not included is what the app finds at run time only: an import() of a path that is computed, and files that it reads.`,
		Example: `rip-server build ./apps/example -o example.js
rip-server prod example.js w:4`,
		Args: cobra.ArbitraryArgs,
	}
	out := cmd.Flags().StringP("out", "o", "", "write to this `file`")
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		switch {
		case len(paths) == 0:
			return usagef("which app? %s", usageLine(cmd))
		case len(paths) > 1:
			return usagef("%s is one argument too many: %s", shown(paths[1]), usageLine(cmd))
		case cmd.Flags().Changed("out") && *out == "":
			return usagef("-o names no file; is a variable not set?")
		}
		return p.build(paths[0], *out)
	}
	return cmd
}

// build bundles the app at path into the file out, or to stdout.
func (p *Process) build(path, out string) error {
	entry, err := runtime.ResolveEntry(path)
	if err != nil {
		return err
	}
	modules, err := api.Modules(slices.Collect(maps.Keys(api.Installed(entry.Dir)))...)
	if err != nil {
		return err
	}
	module, err := bundle.Standalone(bundle.Options{Entry: entry.File, Dir: entry.Dir, Modules: modules})
	var wrong *bundle.Error
	if errors.As(err, &wrong) {
		fmt.Fprintln(p.Stderr, wrong)
		return fmt.Errorf("%s in %s", counted(len(wrong.Messages), "error"), shown(path))
	}
	if err != nil {
		return err
	}
	for _, warning := range module.Warnings {
		fmt.Fprintln(p.Stderr, "warning:", warning)
	}
	if out == "" {
		if _, err := p.Stdout.Write(module.Text); err != nil {
			return fmt.Errorf("write to stdout: %w", err)
		}
		return nil
	}
	if err := writeBundle(out, module); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "built %s: %s bytes from %s\n", out, thousands(uint64(len(module.Text))), counted(len(module.Files), "file"))
	return err
}

// writeBundle puts the bundle in its place at once: a server that reloads sees
// the old one or the new one.
func writeBundle(out string, module *bundle.Module) (err error) {
	abs, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if slices.Contains(module.Files, abs) {
		return usagef("%s is a file of the app itself; write the bundle to another", shown(out))
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return fmt.Errorf("write the bundle: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(abs), "."+filepath.Base(abs)+"-*")
	if err != nil {
		return fmt.Errorf("write the bundle: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write the bundle: %w", errors.Join(err, os.Remove(temp.Name())))
		}
	}()
	_, err = temp.Write(module.Text)
	if err = errors.Join(err, temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), abs)
}
