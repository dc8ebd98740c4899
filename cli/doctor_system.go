package cli

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

const (
	// wantedFiles: each client takes a descriptor, and so does each queued
	// upload above 1 MiB (spec, "OS & Runtime Tuning").
	wantedFiles = 65536
	// wantedBacklog: a burst of connections beyond the backlog is dropped by
	// the kernel, and each client waits a second before it tries again.
	wantedBacklog = 1024
	// wantedTemp is room for ten uploads of the default limit.
	wantedTemp = 1 << 30
)

// examineSystem looks at the machine.
func examineSystem() []finding {
	return []finding{examineFiles(), examineBacklog(), examineTemp(os.TempDir()), examineMemory()}
}

// examineFiles sees the limit that Go has raised to the hard one already, as
// serve has it.
func examineFiles() finding {
	const check, mend = "open files", "ulimit -n 65536 in the shell, LimitNOFILE=65536 in a systemd unit"
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return warning(check, mend, "the limit is unknown: %v", err)
	}
	if limit.Cur < wantedFiles {
		return warning(check, mend, "at most %d, enough for about %d clients at once", limit.Cur, limit.Cur/2)
	}
	return ok(check, "at most %d", limit.Cur)
}

func examineBacklog() finding {
	const check = "backlog"
	backlog, setting, err := listenBacklog()
	mend := fmt.Sprintf("sysctl -w %s=4096", setting)
	switch {
	case err != nil:
		return warning(check, mend, "the limit is unknown: %v", err)
	case backlog < wantedBacklog:
		return warning(check, mend, "%s is %d: bursts of new connections will stall", setting, backlog)
	}
	return ok(check, "%s is %d", setting, backlog)
}

// examineTemp proves that large uploads have a place to wait in.
func examineTemp(dir string) finding {
	const check, mend = "temp", "TMPDIR names another directory"
	file, err := os.CreateTemp(dir, "rip-doctor-*")
	if err != nil {
		return broken(check, mend, "uploads above 1 MiB cannot be kept: %v", err)
	}
	file.Close()
	if err := os.Remove(file.Name()); err != nil {
		return warning(check, mend, "%v", err)
	}
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return warning(check, mend, "the space in %s is unknown: %v", dir, err)
	}
	free := uint64(fs.Bavail) * uint64(fs.Bsize)
	if free < wantedTemp {
		return warning(check, mend, "%s has %d MB free; uploads above 1 MiB wait there", dir, free>>20)
	}
	return ok(check, "%s is writable, %d GB free", dir, free>>30)
}

func examineMemory() finding {
	const check = "memory"
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		return warning(check, "use r:<n> or --max-age to bound leaks", "--max-memory has no effect here (%s without /proc)", runtime.GOOS)
	}
	return ok(check, "/proc tells the size of workers, --max-memory works")
}
