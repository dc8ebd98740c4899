package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
)

// upgradePath is where the platform's owner orders an upgrade.
const upgradePath = "/platform/local/upgrade"

func newPlatformUpgrade(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "upgrade", Short: "Have a new binary take over, dropping no connection",
		Long: `Replace the platform by another process, as "rip-server upgrade" does with a server: the program as it is on disk now, or that of --binary. It gets all listening sockets and starts all apps; when those serve that served before, it takes over, and the old one answers what it has. Meanwhile nothing can be changed, and there are the workers of both. If it does not come up, the old platform goes on, and the reason is printed.`,
		Args: atMost(0),
	}
	asJSON := jsonFlag(cmd)
	binary := cmd.Flags().String("binary", "", "the `program` that takes over (default: the file of the running one)")
	cmd.RunE = func(*cobra.Command, []string) error {
		program, err := programNamed(*binary)
		if err != nil {
			return err
		}
		return p.untilSignal(func(ctx context.Context) error { return p.upgradePlatform(ctx, program, *asJSON) })
	}
	return cmd
}

func (p *Process) upgradePlatform(ctx context.Context, program string, asJSON bool) error {
	_, old, err := p.ownPlatform(ctx)
	if err != nil {
		return err
	}
	begun := time.Now()
	stop := p.waiting(asJSON, "upgrading the platform")
	err = p.orderUpgrade(ctx, program)
	stop()
	if err != nil {
		return fmt.Errorf("upgrade the platform: %w", err)
	}
	_, heir, err := p.ownPlatform(ctx)
	if err != nil {
		return fmt.Errorf("it is done, and the new platform does not answer: %w", err)
	}
	done := upgraded{"platform", "", old.PID, heir.PID, heir.Build, time.Since(begun).Seconds()}
	if asJSON {
		return p.printJSON(done)
	}
	return p.printUpgraded("the platform", old.Build, done)
}

func (p *Process) orderUpgrade(ctx context.Context, program string) error {
	transport, err := p.ownersTransport()
	if err != nil {
		return err
	}
	body, err := json.Marshal(control.UpgradeOrder{Program: program})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://localhost"+upgradePath, strings.NewReader(string(body)))
	if err != nil {
		return err
	}
	res, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = errors.New(strings.TrimSpace(string(text)))
	}
	return err
}

// upgradeOrdered is the platform's side of it.
func (s *platformServer) upgradeOrdered(w http.ResponseWriter, r *http.Request) {
	var order control.UpgradeOrder
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := s.handover.to(r.Context(), order.Program); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
	}
}
