package manager

import (
	"errors"

	"golang.org/x/sys/unix"
)

// wait returns when the process has ended and is reaped. Between the two,
// while it is a zombie whose pid nobody else can have, the rest of its group
// is killed: a wrapper that dies must not leave the real worker behind.
func (p *process) wait() {
	for {
		err := unix.Waitid(unix.P_PID, p.PID(), nil, unix.WEXITED|unix.WNOWAIT, nil)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.killGroup()
	_ = p.cmd.Wait() // ProcessState has what there is to say
	p.reaped = true
}
