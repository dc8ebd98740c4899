package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// newRoot is the whole command tree. The root itself is serve without its
// name: `rip-server ./app w:4`.
func newRoot(p *Process) *cobra.Command {
	root := newServe(p)
	root.Use = "rip-server"
	root.Version = version()
	root.SetVersionTemplate("rip-server {{.Version}}\n")
	root.SilenceUsage, root.SilenceErrors = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if cmd == root {
			p.printPage(rootPage())
			return
		}
		p.printPage(commandPage(cmd))
	})
	run := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 && cmd.Flags().NFlag() == 0 {
			return p.help(root, nil)
		}
		args, err := withoutVerb(args, verbs(root))
		if err != nil {
			return err
		}
		return run(cmd, args)
	}
	root.SetHelpCommand(newHelp(p))
	root.AddCommand(
		newServe(p), newPlatform(p), newDeploy(p), newUndeploy(p), newList(p), newStart(p), newRollback(p), newEvents(p), newTop(p), newToken(p), newOpen(p),
		newStatus(p), newStop(p), newRestart(p), newUpgrade(p), newReload(p), newScale(p), newLogs(p),
		newConfig(p), newDoctor(p), newCA(p), newService(p), newWorkerCheck(p), newWorkerProcess(p), newBench(p),
		newNew(p), newBuild(p), newCompile(p), newCheck(p), newRun(p), newTypes(p), newCompletion(p), newMan(p), newVersion(p),
	)
	return root
}

// withoutVerb looks for verbs among the words of a command line that did not
// begin with one. "serve" may stand anywhere; another verb, or what is nearly
// one, is a mistake, unless it is there as a file.
func withoutVerb(args, verbs []string) ([]string, error) {
	var words []string
	for _, word := range args {
		if strings.ContainsAny(word, "/.:") || allDigits(word) || exists(word) {
			words = append(words, word)
			continue
		}
		near := config.Nearest(word, append([]string{"dev", "prod", "https"}, verbs...))
		switch {
		case word == "serve":
		case slices.Contains(verbs, word):
			return nil, usagef("the command comes first: rip-server %s …; or write ./%s if it is the app", word, word)
		case slices.Contains(verbs, near):
			return nil, usagef("no command and no app path is called %s; did you mean %q?", shown(word), "rip-server "+near)
		default:
			words = append(words, word)
		}
	}
	return words, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// flagError explains a flag that pflag does not take.
func flagError(cmd *cobra.Command, err error) error {
	const see = "%w (see %q)"
	page := cmd.CommandPath() + " --help"
	if cmd == cmd.Root() {
		page = "rip-server serve --help"
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usagef(see, err, page)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := config.Nearest(unknown.GetSpecifiedName(), names); near != "" {
		return usagef("%w; did you mean --%s?", err, near)
	}
	return usagef(see, err, page)
}

// appFlags adds what every verb that loads an app's configuration takes.
func appFlags(cmd *cobra.Command) *string {
	fs := cmd.Flags()
	config.AddFlags(fs)
	completeChoices(cmd)
	return fs.String("config", "", "also read this configuration `file` (yaml, toml or json)")
}

// atMost refuses more than n arguments, with the exit code of a wrong usage.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usagef("%s is one argument too many: %s", shown(args[n]), usageLine(cmd))
	}
}
