package lb

// protocol is what a request came by.
type protocol uint8

const (
	http10 protocol = iota
	http11
	http20
)

func (p protocol) String() string { return [...]string{"HTTP/1.0", "HTTP/1.1", "HTTP/2.0"}[p] }

// protocol is HTTP/1.1 also for what was not understood.
func (x *Exchange) protocol() protocol {
	switch {
	case x.http2:
		return http20
	case x.Minor == 0 && len(x.Target) > 0:
		return http10
	}
	return http11
}
