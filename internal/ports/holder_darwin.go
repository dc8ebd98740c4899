package ports

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// lsof can hang on a dead network mount; a message is not worth more.
const lsofTimeout = 2 * time.Second

// heldBy asks lsof, which is part of macOS: the kernel has no table to read.
// lsof exits with 1 when it found nothing, so its output decides. It sees only
// the processes of this user, unless it is run by root.
func heldBy(port int) (Holder, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), lsofTimeout)
	defer cancel()
	output, _ := exec.CommandContext(ctx, "/usr/sbin/lsof",
		"-nP", fmt.Sprintf("-iTCP:%d", port), "-sTCP:LISTEN", "-FpcL").Output()
	return parseLsof(string(output))
}
