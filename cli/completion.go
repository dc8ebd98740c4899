package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/config"
)

func newCompletion(p *Process) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Completions for a shell",
		Long: `Print the script that teaches a shell the commands, words, values and running apps.

  bash         source <(rip-server completion bash)
  zsh          rip-server completion zsh > "${fpath[1]}/_rip-server"
  fish         rip-server completion fish | source
  powershell   rip-server completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args:      atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			shell := ""
			if len(args) > 0 {
				shell = args[0]
			}
			switch shell {
			case "bash":
				return root.GenBashCompletionV2(p.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(p.Stdout)
			case "fish":
				return root.GenFishCompletion(p.Stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.Stdout)
			case "":
				return usagef("for which shell? %s", usageLine(cmd))
			}
			if near := config.Nearest(shell, shells); near != "" {
				return usagef("no completions for %s; did you mean %s?", shown(shell), near)
			}
			return usagef("no completions for %s; there are bash, zsh, fish and powershell", shown(shell))
		},
	}
}

// completeApp completes the name of a running server.
func (p *Process) completeApp(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	found, err := p.discover(context.Background())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	count := map[string]int{}
	for _, r := range found.Running {
		count[r.Status.App]++
	}
	var names []string
	for _, r := range found.Running {
		name := r.Status.App
		if count[name] > 1 {
			name = label(r.Status)
		}
		names = append(names, name+"\t"+r.Status.Variant+", "+r.Status.Status)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeWord completes the words of serve, and paths by the shell itself.
func completeWord(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, key := range config.Keys() {
		for _, word := range key.Words {
			words = append(words, word+"\t"+key.Name)
		}
	}
	return words, cobra.ShellCompDirectiveDefault
}

// completeChoices completes the values of the flags that take only some words.
func completeChoices(cmd *cobra.Command) {
	for _, key := range config.Keys() {
		if len(key.Choices) == 0 {
			continue
		}
		choices := cobra.FixedCompletions(key.Choices, cobra.ShellCompDirectiveNoFileComp)
		if err := cmd.RegisterFlagCompletionFunc(key.Flag, choices); err != nil {
			panic("cli: completion of a flag that config did not add: " + err.Error())
		}
	}
}
