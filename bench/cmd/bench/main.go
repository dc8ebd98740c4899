// Command bench measures rip-server with wrk: go tool mage bench.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/rip-server/rip-server/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := bench.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
