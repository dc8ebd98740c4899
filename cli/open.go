package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"
)

func newOpen(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "open [name]",
		Short: "Open an app of the platform, or the dashboard, in the browser",
		Long:  `Open an app of the platform in the browser; without a name, the platform's dashboard. The address is printed, too. BROWSER names another program than the system's own choice.`,
		Args:  atMost(1), ValidArgsFunction: p.completePlatformApp,
	}
	f := addPlatformFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error {
			url, err := p.addressOf(ctx, f, args)
			if err != nil {
				return err
			}
			if f.json {
				return p.printJSON(map[string]string{"url": url})
			}
			fmt.Fprintln(p.Stdout, url)
			return p.browse(url)
		})
	}
	return cmd
}

// addressOf is where the app is that args name, or the dashboard.
func (p *Process) addressOf(ctx context.Context, f *platformFlags, args []string) (string, error) {
	client, err := p.platform(ctx, f)
	if err != nil {
		return "", err
	}
	if len(args) == 0 {
		return client.Server() + "/platform", nil
	}
	app, err := client.App(ctx, args[0])
	if err != nil {
		return "", err
	}
	if len(app.URLs) == 0 {
		return "", fmt.Errorf("%s has no address; it is %s", app.Name, app.Status)
	}
	return app.URLs[0], nil
}

// browse has the system show a URL. The program that does goes on by itself.
func (p *Process) browse(url string) error {
	program := "xdg-open"
	if runtime.GOOS == "darwin" {
		program = "open"
	}
	program = cmp.Or(p.getenv("BROWSER"), program)
	cmd := exec.Command(program, url)
	cmd.Env = p.Environ
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("there is no %s on this machine to open it with; set BROWSER, or open the address by hand", program)
	}
	if err != nil {
		return fmt.Errorf("%s could not open it (%w); set BROWSER, or open the address by hand", program, err)
	}
	return nil
}
