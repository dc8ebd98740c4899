package platform

import "github.com/rip-server/rip-server/lb"

// Route is how one app is reached on the platform's port. Every app has one,
// whatever its state: the handler says why it does not serve.
type Route struct {
	Name string
	Routing
	// Handler answers the app's requests: it wakes an app that is idle and
	// counts what it serves. Safe for concurrent use, also after an undeploy.
	Handler lb.Handler
}
