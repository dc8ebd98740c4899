package cli

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/platform/api"
)

// errNoPlatform is the answer of every verb that needs a platform.
var errNoPlatform = errors.New(`no platform is running; start one with "rip-server platform", or name another machine's with --server`)

// platformFlags are what every verb takes that speaks to a platform.
type platformFlags struct {
	server, token string
	json          bool
}

// addPlatformFlags adds them, --json included.
func addPlatformFlags(cmd *cobra.Command) *platformFlags {
	f := addServerFlags(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print the answer as JSON, for programs")
	return f
}

// addServerFlags adds those that say which platform.
func addServerFlags(cmd *cobra.Command) *platformFlags {
	f := &platformFlags{}
	cmd.Flags().StringVar(&f.server, "server", "", "`url` of the platform; RIP_SERVER (default: this user's own)")
	cmd.Flags().StringVar(&f.token, "token", "", "`token` for it; better RIP_TOKEN, which others do not see")
	return f
}

// platform is the client for the platform that f names, or RIP_SERVER, or this
// user's own.
func (p *Process) platform(ctx context.Context, f *platformFlags) (*api.Client, error) {
	if server := p.serverNamed(f); server != "" {
		token, err := api.FindToken(f.token, p.getenv)
		if err != nil {
			return nil, err
		}
		client, err := api.NewClient(server, token)
		if err != nil {
			return nil, &usageError{err}
		}
		if strings.HasPrefix(client.Server(), "https:") {
			client.Trust(p.roots())
		}
		return client, nil
	}
	client, _, err := p.ownPlatform(ctx)
	return client, err
}

// roots are what this system trusts, and this user's development authority.
func (p *Process) roots() *x509.CertPool {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool() // there is nothing that the system trusts
	}
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return roots
	}
	if authority, err := ca.Load(home); err == nil { // else it has none that could be used
		roots.AddCert(authority.Root)
	}
	return roots
}

func (p *Process) serverNamed(f *platformFlags) string {
	if f.server != "" {
		return f.server
	}
	return p.getenv("RIP_SERVER")
}

// ownPlatform is the platform that this user runs, or errNoPlatform.
func (p *Process) ownPlatform(ctx context.Context) (*api.Client, localPlatform, error) {
	var about localPlatform
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	transport, err := p.ownersTransport()
	if err != nil {
		return nil, about, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+aboutPath, http.NoBody)
	if err != nil {
		return nil, about, err
	}
	res, err := (&http.Client{Transport: transport}).Do(req)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED):
		return nil, about, errNoPlatform
	case err != nil:
		return nil, about, fmt.Errorf("reach the platform: %w", err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&about); err != nil {
		return nil, about, fmt.Errorf("read what the platform says of itself: %w", err)
	}
	client, err := api.NewClientOver(about.URL, transport.DialContext)
	return client, about, err
}

// ownersTransport reaches the platform that this user runs.
func (p *Process) ownersTransport() (*http.Transport, error) {
	socket, err := p.platformSocket()
	if err != nil {
		return nil, err
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}
	return &http.Transport{DisableKeepAlives: true, DialContext: dial}, nil
}
