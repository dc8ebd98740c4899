package lb

// Entrance is a Handler before others of one port, where many apps are behind
// it: it answers what concerns the port and none of them. Safe for concurrent
// use; it does not change.
type Entrance struct {
	// Next answers the rest.
	Next Handler
	// Challenge is Options.Challenge, for all hosts of the port.
	Challenge func(host, path string) (proof string, known bool)
	// Redirect sends who comes without TLS to HTTPSPort, but for what Spare says
	// is served over both; nil: nothing is. Spare keeps nothing of what it is given.
	Redirect  bool
	HTTPSPort int
	Spare     func(host, target []byte) bool
}

// Serve implements Handler.
func (e *Entrance) Serve(x *Exchange) {
	if x.prove(e.Challenge) || e.redirect(x) {
		e.Next.Refused(x)
		return
	}
	e.Next.Serve(x)
}

// Refused implements Handler.
func (e *Entrance) Refused(x *Exchange) { e.Next.Refused(x) }

func (e *Entrance) redirect(x *Exchange) bool {
	if !e.Redirect || e.Spare != nil && e.Spare(x.Host, x.Target) {
		return false
	}
	return x.redirect(e.HTTPSPort)
}
