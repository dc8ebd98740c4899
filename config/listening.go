package config

import "net/netip"

// Listening says where clients reach the app and whom it believes.
type Listening struct {
	// The address to listen on. 127.0.0.1 is this machine only, 0.0.0.0 and
	// :: are everyone who can reach it.
	Host string `key:"host" form:"host" unset:"loopback in dev, all interfaces in prod"`

	// The port for HTTP. 0 takes any free port. When the default port is
	// taken the next free one is tried; a port that was given is used or
	// the start fails. With https: acme it is 80 unless another one is given.
	HTTPPort int `key:"httpPort" default:"3000" min:"0" max:"65535" word:"8080,http:8080"`

	// The port for HTTPS. 0 takes any free port. The default gives way to the
	// next free one, as that of HTTP does. With https: acme it is 443 unless
	// another one is given.
	HTTPSPort int `key:"httpsPort" default:"3443" min:"0" max:"65535" word:"https:8443"`

	// Which protocols are served. HTTPS is TLS 1.2 or newer, with HTTP/2 and
	// HTTP/1.1 in it.
	Protocol string `key:"protocol" oneof:"http|https|http+https" unset:"http; https when https, httpsPort or cert is set; both with redirectHttp or https: acme" word:"https,protocol:http+https"`

	// Offer HTTP/2 to clients that come over TLS; they choose it in the handshake.
	// Without it everyone speaks HTTP/1.1. An app sees no difference.
	HTTP2 bool `key:"http2" default:"true"`

	// How many listeners share the port. The kernel spreads new connections
	// over them (SO_REUSEPORT); they feed one queue and one pool. More than
	// one helps only at very high connection rates.
	LBReplicas int `key:"lbReplicas" default:"1" min:"1" max:"64"`

	// The proxies whose X-Forwarded headers are believed. Addresses or
	// networks, separated by commas: 10.0.0.0/8,192.168.1.4. From anyone else
	// these headers are replaced. Trusting too much lets clients forge their
	// address.
	TrustProxy []netip.Prefix `key:"trustProxy" unset:"nobody"`
}
