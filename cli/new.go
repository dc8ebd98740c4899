package cli

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/starter"
)

func newNew(p *Process) *cobra.Command {
	list := newTable()
	for _, template := range starter.Templates() {
		list.add(template.Name, template.About)
	}
	cmd := &cobra.Command{
		Use:   "new folder",
		Short: "Make a new app that runs at once",
		Long: "Make a new app in a folder, which is made, too: its code, tests, a README. Templates:\n\n" +
			strings.TrimSuffix(list.String("  "), "\n") + "\n\n" +
			"A folder that holds anything but a new git repository is left alone, unless there is --force.",
		Example: "rip-server new shop\nrip-server new shop --template=site\ncd shop && rip-server new .",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	name := cmd.Flags().String("template", starter.Templates()[0].Name, "`name` of what to begin with")
	force := cmd.Flags().Bool("force", false, "write into a folder that is not empty; files of the same names are replaced, but for .env")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0 || args[0] == "":
			return usagef("in which folder? %s", usageLine(cmd))
		case len(args) > 1:
			return usagef("%s is one argument too many: %s", shown(args[1]), usageLine(cmd))
		}
		template, known := starter.Named(*name)
		if !known {
			return noTemplate(*name)
		}
		return p.makeApp(template, args[0], *force)
	}
	return cmd
}

func templateNames() (names []string) {
	for _, template := range starter.Templates() {
		names = append(names, template.Name)
	}
	return names
}

func noTemplate(name string) error {
	names := templateNames()
	if near := config.Nearest(name, names); near != "" {
		return usagef("there is no template %s; did you mean %q?", shown(name), "--template="+near)
	}
	return usagef("there is no template %s; there are %s", shown(name), strings.Join(names, ", "))
}

// makeApp writes a template into dir and says what to do with it.
func (p *Process) makeApp(template starter.Template, dir string, force bool) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find the folder: %w", err)
	}
	if err := starter.Free(abs); err != nil {
		taken := errors.Is(err, starter.ErrNotEmpty)
		switch {
		case taken && !force:
			return fmt.Errorf("%s %w; name another folder, or write into this one with --force", shown(dir), err)
		case !taken:
			return err
		}
	}
	files, err := template.Files(appName(abs), rand.Text())
	if err != nil {
		return err
	}
	written, err := starter.Write(abs, files)
	for _, file := range written {
		fmt.Fprintf(p.Stdout, "wrote %s\n", filepath.Join(dir, filepath.FromSlash(file.Path)))
	}
	if err != nil {
		return err
	}
	steps := nextSteps(template, filepath.Clean(dir), len(template.Missing(abs)) > 0)
	_, err = fmt.Fprint(p.Stdout, "\nNext\n"+steps.String("  "))
	return err
}

// appName is what an app in dir is called: a name that packages may have, too.
func appName(dir string) string {
	name := strings.ToLower(filepath.Base(dir))
	name = strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(name, "-"), "-")
	return cmp.Or(name, "app")
}

// nextSteps are commands that can be copied, and what each does.
func nextSteps(template starter.Template, dir string, install bool) *table {
	list := newTable()
	if dir != "." {
		list.add("cd " + shown(dir))
	}
	if install {
		list.add("bun install", "or npm install: its packages")
	}
	list.add("rip-server .", "serve it; edits are there with the next request")
	list.add("rip-server run "+template.Test, "run its tests")
	if len(template.Packages) == 0 {
		list.add("rip-server types", "types of @rip/api, for files in TypeScript")
	}
	return list
}
