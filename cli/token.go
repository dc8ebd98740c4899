package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform/api"
)

func newToken(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token create|list|revoke",
		Short: "Who may use the platform's API",
		Long: `Create, list and revoke tokens for the platform's API and dashboard. They are needed as soon as the platform listens on more than this machine; the user who runs it needs none for these commands.

A token has one of three scopes: read sees apps, logs and events; deploy may also deploy, start, stop, scale and undeploy; admin may also make tokens and stop the platform. The platform keeps only a hash of each.`,
	}
	return family(cmd, newTokenCreate(p), newTokenList(p), newTokenRevoke(p))
}

func newTokenCreate(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "create <name>", Short: "Make a token, and print it once",
		Long:    `Make a token and print it on stdout. It cannot be shown again: the platform keeps a hash only.`,
		Example: "rip-server token create ci --scope deploy --expires 2160h",
		Args:    oneName,
	}
	f := addPlatformFlags(cmd)
	scope := cmd.Flags().String("scope", "deploy", "read, deploy or admin")
	expires := cmd.Flags().Duration("expires", 0, "how long it is good for; 0 is until it is revoked")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		order := api.NewToken{Name: args[0], Scope: *scope}
		if *expires > 0 {
			order.Expires = expires.String()
		}
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			token, err := client.CreateToken(ctx, order)
			if err == nil && !f.json {
				fmt.Fprintf(p.Stderr, "token %s (%s), shown this once:\n", token.Name, token.Scope)
			}
			return p.done(f, err, token, token.Token)
		})
	}
	return cmd
}

func newTokenList(p *Process) *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "The tokens there are", Args: atMost(0)}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			tokens, err := client.Tokens(ctx)
			if err != nil || f.json {
				return p.done(f, err, tokens, "")
			}
			fmt.Fprint(p.styled(p.Stdout), tokenTable(tokens))
			return nil
		})
	}
	return cmd
}

func tokenTable(tokens []api.Token) string {
	t := newTable()
	t.add("ID", "NAME", "SCOPE", "CREATED", "LAST USED", "EXPIRES")
	for _, token := range tokens {
		t.add(token.ID, newStyles().bold.Render(token.Name), token.Scope, moment(&token.CreatedAt), moment(token.LastUsedAt), moment(token.ExpiresAt))
	}
	return t.String("")
}

// moment is a time as tables have it; nil is never.
func moment(t *time.Time) string {
	if t == nil {
		return "never"
	}
	return t.Local().Format(time.DateTime)
}

func newTokenRevoke(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "revoke <id | name>", Short: "Make a token worthless, at once",
		Args: oneName,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			err = client.RevokeToken(ctx, args[0])
			return p.done(f, err, api.Done{Status: "revoked"}, "revoked "+args[0])
		})
	}
	return cmd
}

func oneName(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("which token? %s", usageLine(cmd))
	}
	return atMost(1)(cmd, args)
}
