package bench

import (
	"context"
	"time"
)

// overTLS are the targets that speak it, all with the same certificate.
func overTLS() []string { return []string{"rip-server-tls", "nginx-tls", "haproxy-tls"} }

// tlsH1 is ping over TLS: what encryption adds, since connections are kept.
func tlsH1() Scenario {
	s := ping(64)
	s.Name, s.About = "tls-h1", "/ping over HTTPS with HTTP/1.1, 64 connections, 4 workers (h2load)"
	s.Default, s.Targets, s.Find = false, overTLS(), findH2load
	s.Measure = overH2load(64, 0)
	return s
}

// tlsH2 has as many requests under way, on a sixteenth of the connections.
func tlsH2() Scenario {
	s := tlsH1()
	s.Name, s.About = "tls-h2", "/ping over HTTPS with HTTP/2, 4 connections with 16 streams each, 4 workers (h2load)"
	s.Measure = overH2load(4, 16)
	return s
}

func overH2load(connections, streams int) func(context.Context, *Stage, time.Duration) (Outcome, error) {
	return func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
		load := h2load{
			URL: stage.Base + "/ping", Connections: connections, Streams: streams, Duration: d, Dir: stage.Site.Dir,
		}
		return load.Run(ctx)
	}
}
