package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/ca"
)

func newCAExport(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use: "export [file]", Short: "The root certificate, for other devices",
		Long: `Write the root certificate, which is no secret, to a file or to stdout, as PEM. With --serve it is offered over plain HTTP to the devices of this network until ctrl-C, at an address short enough to type; compare the fingerprint that the device shows.`,
		Args: atMost(1),
	}
	serve := cmd.Flags().Bool("serve", false, "offer it to phones and other devices of this network")
	port := cmd.Flags().Int("port", 3080, "the `port` for --serve; 0 takes any free one")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if *serve && len(args) > 0 {
			return usagef("%s and --serve are two ways; choose one", shown(args[0]))
		}
		authority, err := p.authority()
		switch {
		case err != nil:
			return err
		case *serve:
			return p.untilSignal(func(ctx context.Context) error { return p.offer(ctx, authority, *port) })
		case len(args) == 0:
			_, err := p.Stdout.Write(authority.RootPEM())
			return err
		}
		if err := os.WriteFile(args[0], authority.RootPEM(), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(p.Stdout, "wrote %s\n", shown(args[0]))
		return nil
	}
	return cmd
}

// offer serves the root certificate, and nothing else, until ctx ends.
func (p *Process) offer(ctx context.Context, authority *ca.Authority, port int) error {
	ln, err := net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("%w (--port chooses another port)", err)
	}
	hosts := []string{"localhost"}
	for _, addr := range ca.LAN() {
		hosts = append(hosts, addr.String())
	}
	fmt.Fprintln(p.Stdout, "open on the device, and install what it gets:")
	for _, host := range hosts {
		fmt.Fprintf(p.Stdout, "  http://%s/ca\n", net.JoinHostPort(host, strconv.Itoa(ln.Addr().(*net.TCPAddr).Port)))
	}
	fmt.Fprintf(p.Stdout, "\n%s\n%s\n\nctrl-C ends it\n", authority.Info().Name, authority.Info().Fingerprint)
	server := &http.Server{Handler: offering(authority.Root.Raw), ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// offering gives the certificate the type that makes phones install it.
func offering(der []byte) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ca", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-x509-ca-cert")
		w.Header().Set("Content-Disposition", `attachment; filename="rip-server-ca.crt"`)
		w.Write(der)
	})
	mux.Handle("GET /{$}", http.RedirectHandler("/ca", http.StatusFound))
	return mux
}
