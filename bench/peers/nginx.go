package peers

import "path/filepath"

// nginx is Debian's. Open source nginx cannot queue: with max_conns=1 on each
// server it answers 502 as soon as all are busy. So it runs without, several
// requests may be in flight in one worker, and a worker that is busy says so
// itself; nginx then tries the others, as its documentation recommends.
func nginx() Peer {
	return Peer{
		Name:  "nginx",
		About: "one nginx process per core, least_conn over the workers' sockets, keep-alive to them, busy workers (503) tried elsewhere. It has no queue, so max_conns=1 would turn waiting into 502; without it more than one request is in flight in a worker",
		Fleet: true,
		Find:  onPath("nginx", `"apt-get install nginx-light" on Debian`),
		Command: func(site Site) (Command, error) {
			path := filepath.Join(site.Dir, "nginx.conf")
			if err := writeConfig(path, nginxConf, config{Site: site, UpstreamIdle: 16 * site.Workers, User: privileged()}); err != nil {
				return Command{}, err
			}
			return Command{Argv: []string{"nginx", "-p", site.Dir, "-c", path}}, nil
		},
		Ready:   "/ping",
		Version: []string{"nginx", "-v"},
	}
}

// keepalive is per nginx process; 16 for each worker is what nginx's guide for
// upstream keep-alive asks for: above what is used, and small.
const nginxConf = `daemon off;
{{with .User}}user {{.}};
{{end}}pid nginx.pid;
error_log stderr error;
worker_processes auto;
worker_rlimit_nofile 65536;
events { worker_connections 32768; multi_accept on; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	tcp_nodelay on;
	keepalive_requests 1000000;
	keepalive_timeout 60s;
	client_max_body_size {{.MaxBody}};
	client_body_temp_path body;
	proxy_temp_path proxy;
	fastcgi_temp_path fastcgi;
	uwsgi_temp_path uwsgi;
	scgi_temp_path scgi;
	upstream workers {
		zone workers 256k;
		least_conn;
{{range .Sockets}}		server unix:{{.}} max_fails=0;
{{end}}		keepalive {{.UpstreamIdle}};
		keepalive_requests 1000000;
	}
	server {
		listen 127.0.0.1:{{.Port}} {{if .Cert}}ssl http2 {{end}}backlog=4096 reuseport;
{{with .Cert}}		ssl_certificate {{.}};
		ssl_certificate_key {{.}};
		ssl_protocols TLSv1.2 TLSv1.3;
		ssl_session_cache shared:tls:10m;
{{end}}		location / {
			proxy_pass http://workers;
			proxy_http_version 1.1;
			proxy_set_header Connection "";
			proxy_set_header Host $http_host;
			proxy_set_header X-Forwarded-For $remote_addr;
			proxy_next_upstream error timeout http_503;
		}
	}
}
`
