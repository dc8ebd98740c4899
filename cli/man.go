package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

func newMan(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "The manual page",
		Long:    "Print the manual page in roff, for man(1).",
		Example: "rip-server man | man -l -\nrip-server man > /usr/local/share/man/man1/rip-server.1",
		Args:    atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprint(p.Stdout, manPage(cmd.Root()))
			return nil
		},
	}
}

// manPage puts the help pages together as one page of roff (man(7)). They are
// laid out already, so they are set as they are, between .nf and .fi.
func manPage(root *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH RIP-SERVER 1 \"\" \"rip-server %s\" \"User Commands\"\n", roff(version()))
	b.WriteString(".SH NAME\nrip-server \\- serve web apps written in Rip, TypeScript or JavaScript\n")
	manSection(&b, "SYNOPSIS", "rip-server [serve] <app-path> [words and flags in any order]\nrip-server <command> [arguments]\n")
	for _, t := range topics() {
		if t.name == "environment" || t.name == "config" {
			continue // at the end, with the settings
		}
		manSection(&b, strings.ToUpper(t.name), readPage(t.name))
	}
	b.WriteString(".SH COMMANDS\n")
	for _, cmd := range root.Commands() {
		if cmd.Name() == "serve" {
			continue // its flags are the settings below
		}
		fmt.Fprintf(&b, ".SS %s\n", cmd.Name())
		manText(&b, commandPage(cmd))
	}
	manSection(&b, "CONFIGURATION", readPage("config"))
	b.WriteString(".SH SETTINGS\n")
	for _, key := range config.Keys() {
		fmt.Fprintf(&b, ".TP\n\\fB%s\\fR, \\fB\\-\\-%s\\fR, %s\n%s Default: %s. Allowed: %s.\n",
			roff(key.Name), roff(key.Flag), roff(key.Env), roff(key.Doc), roff(defaultOf(key)), roff(key.Allowed))
	}
	manSection(&b, "ENVIRONMENT", readPage("environment"))
	return b.String()
}

func manSection(b *strings.Builder, title, text string) {
	fmt.Fprintf(b, ".SH %s\n", title)
	manText(b, text)
}

func manText(b *strings.Builder, text string) {
	fmt.Fprintf(b, ".nf\n%s\n.fi\n", roff(strings.TrimRight(text, "\n")))
}

// roff escapes text so that no character of it is a command of roff's.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
