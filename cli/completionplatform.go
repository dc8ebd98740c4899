package cli

import (
	"context"

	"github.com/spf13/cobra"
)

// completePlatformApp completes the name of an app of this user's platform.
func (p *Process) completePlatformApp(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ctx, cancel := context.WithTimeout(context.Background(), answerPatience)
	defer cancel()
	client, err := p.platform(ctx, &platformFlags{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	apps, err := client.Apps(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, app := range apps {
		names = append(names, app.Name+"\t"+string(app.Status))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
