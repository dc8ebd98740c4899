package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

func newConfig(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config explain|keys|check",
		Short: "Explain, list and check settings",
		Long:  `Look at settings without starting anything. "rip-server help config" says where they come from.`,
	}
	return family(cmd, newConfigExplain(p), newConfigKeys(p), newConfigCheck(p))
}

// configRow is one key as the config verbs print it with --json.
type configRow struct {
	Key     string   `json:"key"`
	Value   string   `json:"value,omitempty"`
	Source  string   `json:"source,omitempty"`
	Flag    string   `json:"flag"`
	Env     string   `json:"env"`
	Words   []string `json:"words,omitempty"`
	Default string   `json:"default"`
	Allowed string   `json:"allowed"`
	Group   string   `json:"group"`
	Doc     string   `json:"doc"`
}

func newConfigRow(key config.Key) configRow {
	return configRow{
		Key: key.Name, Flag: "--" + key.Flag, Env: key.Env, Words: key.Words,
		Default: defaultOf(key), Allowed: key.Allowed, Group: key.Group, Doc: key.Doc,
	}
}

// defaultOf is the default, or in parentheses what takes its place.
func defaultOf(key config.Key) string {
	if key.Default == "" {
		return "(" + key.Unset + ")"
	}
	return key.Default
}

// warn prints what a configuration lets through and probably does not mean.
func (p *Process) warn(loaded *config.Loaded) {
	for _, w := range loaded.Warnings {
		fmt.Fprintln(p.styled(p.Stderr), newStyles().warn.Render("warning:"), w)
	}
}
