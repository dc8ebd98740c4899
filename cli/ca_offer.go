package cli

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/rip-server/rip-server/ca"
)

// offer serves the root certificate with the steps to install it, and nothing
// else, until ctx ends.
func (p *Process) offer(ctx context.Context, authority *ca.Authority, port int) error {
	ln, err := net.Listen("tcp", net.JoinHostPort("", strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("%w (--port chooses another port)", err)
	}
	if err := p.invite(authority, ln.Addr().(*net.TCPAddr).Port); err != nil {
		ln.Close()
		return err
	}
	server := &http.Server{Handler: offering(authority), ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// invite says where devices find it; on a terminal for their cameras, too.
func (p *Process) invite(authority *ca.Authority, port int) error {
	address := func(host string) string {
		return "http://" + net.JoinHostPort(host, strconv.Itoa(port)) + "/"
	}
	lan := ca.LAN()
	slices.SortStableFunc(lan, func(a, b netip.Addr) int { return a.BitLen() - b.BitLen() }) // short ones are typed more easily
	fmt.Fprintln(p.Stdout, "open on the device, and do what it says there:")
	for _, addr := range lan {
		fmt.Fprintf(p.Stdout, "  %s\n", address(addr.String()))
	}
	fmt.Fprintf(p.Stdout, "  %s\n", address("localhost"))
	if len(lan) > 0 && p.terminal(p.Stdout) {
		fmt.Fprintln(p.Stdout)
		if err := p.printQR(p.Stdout, address(lan[0].String())); err != nil {
			return err
		}
	}
	info := authority.Info()
	_, err := fmt.Fprintf(p.Stdout, "\n%s\n%s\n\nctrl-C ends it\n", info.Name, info.Fingerprint)
	return err
}

//go:embed ca_phone.html
var phonePage string

// offering gives the certificate the type that makes phones install it.
func offering(authority *ca.Authority) http.Handler {
	page := template.Must(template.New("phone").Parse(phonePage))
	info := authority.Info()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ca", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-x509-ca-cert")
		w.Header().Set("Content-Disposition", `attachment; filename="rip-server-ca.crt"`)
		w.Write(authority.Root.Raw)
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		page.Execute(w, map[string]any{
			"Name": info.Name, "Host": r.Host, "Hosts": authority.Hosts(), "Until": info.NotAfter.Format(time.DateOnly),
		})
	})
	return mux
}
