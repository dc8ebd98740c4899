package appserver

import (
	"net"
	"slices"
)

// Ports are listeners by what is spoken on them, each list of one port. The
// zero Ports are none.
type Ports struct{ HTTP, HTTPS []net.Listener }

// Serve hands the listeners to app, whose they are then; host is what they were
// opened for. HTTPS is first: it is the address that people are told first.
func (p Ports) Serve(app *App, host string) {
	if p.HTTPS != nil {
		app.ServeTLS(p.HTTPS, host)
	}
	if p.HTTP != nil {
		app.Serve(p.HTTP, host)
	}
}

// Close closes listeners that nobody serves; of those that are served it is
// the server's to do.
func (p Ports) Close() {
	for _, ln := range slices.Concat(p.HTTP, p.HTTPS) {
		ln.Close()
	}
}
