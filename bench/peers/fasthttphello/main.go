// Command fasthttphello answers every request with "pong" from Go, with fasthttp
// and nothing before or behind it: what is left for a runtime within the server
// to lose.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/valyala/fasthttp"
)

func main() {
	port := flag.Int("port", 0, "TCP `port` to listen on, on 127.0.0.1")
	flag.Parse()
	server := &fasthttp.Server{Handler: func(ctx *fasthttp.RequestCtx) { ctx.WriteString("pong") }}
	if err := server.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", *port)); err != nil {
		fmt.Fprintln(os.Stderr, "fasthttphello:", err)
		os.Exit(1)
	}
}
