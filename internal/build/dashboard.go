package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// dashboard is where the platform's dashboard lives: src/ is what people
// write, dist/ what is bundled from it and committed, so that go build needs
// no npm.
const dashboard = "platform/dashboard"

// ErrNoDashboardPackages says how to get what the dashboard is made of.
var ErrNoDashboardPackages = errors.New("the dashboard's npm packages are not installed: go tool mage deps")

// Dashboard checks the dashboard's types and writes its bundle anew.
func (r Repo) Dashboard(ctx context.Context) error {
	if err := r.DashboardTypes(ctx); err != nil {
		return err
	}
	files, err := r.DashboardFiles()
	if err != nil {
		return err
	}
	dist := filepath.Join(r.Root, dashboard, "dist")
	if err := os.RemoveAll(dist); err != nil {
		return fmt.Errorf("remove the old bundle: %w", err)
	}
	for name, content := range files {
		file := filepath.Join(dist, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("write the bundle: %w", err)
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return fmt.Errorf("write the bundle: %w", err)
		}
		r.Say("%s, %d bytes", path.Join(dashboard, "dist", name), len(content))
	}
	return nil
}

// DashboardTypes has TypeScript look for mistakes; esbuild only takes types away.
func (r Repo) DashboardTypes(ctx context.Context) error {
	if err := r.dashboardInstalled(); err != nil {
		return err
	}
	return r.Run(ctx, "node", dashboard+"/node_modules/typescript/bin/tsc", "-p", dashboard)
}

// DashboardFiles bundles the dashboard and returns the files of dist/ by their
// slashed paths. The same sources and packages give the same bytes, wherever
// the repository lies.
func (r Repo) DashboardFiles() (map[string][]byte, error) {
	if err := r.dashboardInstalled(); err != nil {
		return nil, err
	}
	root := filepath.Join(r.Root, dashboard)
	result := api.Build(dashboardOptions(root))
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return nil, fmt.Errorf("bundle the dashboard: %s", strings.Join(messages, ""))
	}
	files := make(map[string][]byte)
	places := make(map[string]string) // by extension, for index.html
	for _, output := range result.OutputFiles {
		name, err := filepath.Rel(filepath.Join(root, "dist"), output.Path)
		if err != nil {
			return nil, fmt.Errorf("bundle the dashboard: %w", err)
		}
		name = filepath.ToSlash(name)
		files[name] = output.Contents
		places[strings.TrimPrefix(path.Ext(name), ".")] = "/platform/" + name
	}
	page, err := template.ParseFiles(filepath.Join(root, "src", "index.html"))
	if err != nil {
		return nil, fmt.Errorf("the dashboard's page: %w", err)
	}
	var index bytes.Buffer
	if err := page.Execute(&index, places); err != nil {
		return nil, fmt.Errorf("the dashboard's page: %w", err)
	}
	files["index.html"] = index.Bytes()
	files["licenses.txt"], err = licenses(root, result.Metafile)
	return files, err
}

func dashboardOptions(root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root, // else paths of this machine get into the hashes
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: "src/main.tsx", OutputPath: "app"},
			{InputPath: "src/icon.svg", OutputPath: "icon"},
		},
		EntryNames:        "assets/[name]-[hash]",
		Outdir:            "dist", // nothing is written
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		Loader:            map[string]api.Loader{".svg": api.LoaderCopy},
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone, // licenses.txt has them all
		Metafile:          true,
		LogLevel:          api.LogLevelSilent,
	}
}

func (r Repo) dashboardInstalled() error {
	if _, err := os.Stat(filepath.Join(r.Root, dashboard, "node_modules")); err != nil {
		return ErrNoDashboardPackages
	}
	return nil
}
