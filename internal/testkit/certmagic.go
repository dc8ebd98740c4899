package testkit

import "go.uber.org/goleak"

// OutliveCertmagic are the two goroutines of certmagic's that are known to
// outlive who uses it: a limiter of rate for each authority and address, for as
// long as the process, and one for each lock, which sees within five seconds
// that the lock is gone.
func OutliveCertmagic() []goleak.Option {
	const certmagic = "github.com/caddyserver/certmagic."
	return []goleak.Option{
		goleak.IgnoreAnyFunction(certmagic + "(*RingBufferRateLimiter).loop"),
		goleak.IgnoreAnyFunction(certmagic + "keepLockfileFresh"),
	}
}
