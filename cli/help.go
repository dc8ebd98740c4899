package cli

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

//go:embed help/*.txt
var helpPages embed.FS

// topic is a help page that is not about one verb.
type topic struct{ name, about string }

func topics() []topic {
	return []topic{
		{"words", "the words of the command line"},
		{"config", "where settings come from"},
		{"environment", "every variable that is read"},
		{"workers", "how many, when replaced, their states"},
		{"reload", "how changed code gets in"},
		{"https", "certificates, and how browsers come to trust them"},
		{"errors", "what each 5xx means, and exit codes"},
		{"signals", "what SIGTERM, SIGINT and SIGHUP do"},
		{"sockets", "where control sockets are, and names of apps"},
	}
}

func newHelp(p *Process) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command | topic]",
		Short: "Help for a command or topic",
		Args:  cobra.ArbitraryArgs,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return subjects(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return p.help(cmd.Root(), args) },
	}
}

// help prints the page of a topic or a command. A name that is both, such as
// config, is the topic: it names the command, and --help shows that one's page.
func (p *Process) help(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		p.printPage(rootPage())
		return nil
	}
	if len(args) == 1 && slices.ContainsFunc(topics(), func(t topic) bool { return t.name == args[0] }) {
		p.printPage(topicPage(args[0]))
		return nil
	}
	cmd, rest, err := root.Find(args)
	if err != nil || cmd == root || len(rest) > 0 {
		return noSubject(root, strings.Join(args, " "))
	}
	p.printPage(commandPage(cmd))
	return nil
}

func noSubject(root *cobra.Command, asked string) error {
	all := subjects(root)
	if near := config.Nearest(asked, all); near != "" {
		return usagef("no help on %s; did you mean %q?", shown(asked), "rip-server help "+near)
	}
	return usagef("no help on %s; there is help on: %s", shown(asked), strings.Join(all, " "))
}

// subjects are the commands and topics, each once, in alphabetical order.
func subjects(root *cobra.Command) []string {
	names := verbs(root)
	for _, t := range topics() {
		names = append(names, t.name)
	}
	return distinct(names)
}

// verbs are the names of the commands.
func verbs(root *cobra.Command) []string {
	var names []string
	for _, cmd := range root.Commands() {
		if !cmd.Hidden {
			names = append(names, cmd.Name())
		}
	}
	return names
}

func rootPage() string {
	list := newTable()
	for _, t := range topics() {
		list.add(fmt.Sprintf("%-20s", "help "+t.name), t.about)
	}
	return readPage("root") + list.String("  ")
}

func topicPage(name string) string {
	page := readPage(name)
	if name == "environment" {
		list := newTable()
		for _, key := range config.Keys() {
			list.add(key.Env, "--"+key.Flag)
		}
		page += list.String("  ")
	}
	return page
}

// readPage reads an embedded page, which is there unless its name is a slip of
// ours; the tests read all of them.
func readPage(name string) string {
	text, err := helpPages.ReadFile("help/" + name + ".txt")
	if err != nil {
		panic(fmt.Sprintf("cli: no help page: %v", err))
	}
	return string(text)
}

func (p *Process) printPage(page string) { fmt.Fprint(p.styled(p.Stdout), paint(page)) }
