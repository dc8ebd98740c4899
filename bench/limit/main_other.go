//go:build !linux

package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	fmt.Fprintln(os.Stderr, "limit: the yardstick uses epoll, which "+runtime.GOOS+" does not have; run the benchmark on Linux to compare with it")
	os.Exit(1)
}
