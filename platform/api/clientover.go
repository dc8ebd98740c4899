package api

import (
	"context"
	"net"
	"net/http"
)

// NewClientOver returns a client that reaches the platform at server by dial,
// such as over its owner's Unix socket, where no token is needed. What dial
// leads to speaks plain HTTP, also for the server of an https URL.
func NewClientOver(server string, dial func(ctx context.Context, network, addr string) (net.Conn, error)) (*Client, error) {
	c, err := NewClient(server, "")
	if err != nil {
		return nil, err
	}
	c.http.Transport = &http.Transport{DialContext: dial, DialTLSContext: dial, DisableKeepAlives: true}
	return c, nil
}
