package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	port := flag.Int("port", 0, "TCP `port` to listen on, on 127.0.0.1")
	flag.Parse()
	// One thread does everything. Nothing is freed, as connections keep their
	// buffers, so there is nothing for a garbage collector to do.
	debug.SetGCPercent(-1)
	runtime.LockOSThread()
	relay, err := newRelay(*port, flag.Args())
	if err == nil {
		err = relay.run()
	}
	fmt.Fprintln(os.Stderr, "limit:", err)
	os.Exit(1)
}
