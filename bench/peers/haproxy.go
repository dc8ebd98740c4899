package peers

import "path/filepath"

// haproxy is the peer with the same semantics: maxconn 1 per server is one
// request in flight, and what finds no server waits in the backend's queue.
// With maxconn 1 a second thread makes it several times slower, on 2 cores
// from some 25,000 requests a second to 4,000, as threads then hand the few
// places to each other. So it is measured both ways.
func haproxy(name string, threads int, about string) Peer {
	return Peer{
		Name:  name,
		About: about + ", maxconn 1 for each worker, waiting in the backend's queue up to the queue timeout, http-reuse always",
		Fleet: true,
		Find:  onPath("haproxy", `"apt-get install haproxy" on Debian`),
		Command: func(site Site) (Command, error) {
			path := filepath.Join(site.Dir, "haproxy.cfg")
			if err := writeConfig(path, haproxyCfg, config{Site: site, Threads: threads}); err != nil {
				return Command{}, err
			}
			return Command{Argv: []string{"haproxy", "-db", "-f", path}}, nil
		},
		Ready:   "/ping",
		Version: []string{"haproxy", "-v"},
	}
}

// HAProxy's queue is bounded in time; in number only per server (maxqueue),
// which does not apply to requests that wait for any server.
const haproxyCfg = `global
	nbthread {{.Threads}}
	hard-stop-after 5s
	tune.maxpollevents 500
defaults
	mode http
	option http-keep-alive
	option dontlog-normal
	option http-no-delay
	timeout connect 200ms
	timeout client 60s
	timeout server 60s
	timeout queue {{.QueueTimeout.Milliseconds}}ms
	timeout http-keep-alive 60s
	timeout http-request 10s
frontend clients
	bind 127.0.0.1:{{.Port}} backlog 4096{{with .Cert}} ssl crt {{.}} alpn h2,http/1.1{{end}}
	default_backend workers
backend workers
	balance roundrobin
	http-reuse always
	retries 1
	option redispatch
{{range $i, $socket := .Sockets}}	server w{{number $i}} unix@{{$socket}} maxconn 1
{{end}}`
