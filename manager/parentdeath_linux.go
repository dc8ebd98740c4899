package manager

import "syscall"

// tieToParent has the kernel kill the child when the thread that starts it ends.
func tieToParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
