// Command rip-server serves web apps written in Rip, TypeScript or JavaScript.
package main

import (
	"os"

	"github.com/rip-server/rip-server/cli"
)

func main() { os.Exit(cli.Main(cli.System())) }
