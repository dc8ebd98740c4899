// Command fasthttpproxy is the smallest reverse proxy that fasthttp makes: one
// worker, one Unix socket, no queue, no rules. The benchmark compares the CPU
// time it takes per request with rip-server's.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"

	"github.com/valyala/fasthttp"
)

func main() {
	port := flag.Int("port", 0, "TCP `port` to listen on, on 127.0.0.1")
	conns := flag.Int("conns", 512, "upper bound of `connections` to the worker")
	flag.Parse()
	if err := serve(*port, *conns, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "fasthttpproxy:", err)
		os.Exit(1)
	}
}

// serve relays to the worker at socket until listening fails.
func serve(port, conns int, socket string) error {
	worker := &fasthttp.HostClient{
		Addr: "worker", MaxConns: conns,
		Dial:                          func(string) (net.Conn, error) { return net.Dial("unix", socket) },
		DisableHeaderNamesNormalizing: true, DisablePathNormalizing: true, NoDefaultUserAgentHeader: true,
	}
	server := &fasthttp.Server{
		Handler: func(ctx *fasthttp.RequestCtx) {
			// The documentation's recommendation for proxies: keep hop-by-hop
			// headers from passing.
			ctx.Request.Header.Del("Connection")
			if err := worker.Do(&ctx.Request, &ctx.Response); err != nil {
				ctx.Error(err.Error(), fasthttp.StatusBadGateway)
			}
			ctx.Response.Header.Del("Connection")
		},
		DisableHeaderNamesNormalizing: true, NoDefaultServerHeader: true, NoDefaultDate: true, NoDefaultContentType: true,
	}
	return server.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port))
}
