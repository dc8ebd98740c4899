package procs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of CPU times in /proc: USER_HZ, 100 on every architecture
// that Go runs on.
const tick = 10 * time.Millisecond

// list reads all processes.
func list() ([]Process, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var all []Process
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue // not a process
		}
		p, err := read(pid)
		switch {
		case err == nil:
			all = append(all, p)
		case !isGone(err):
			return nil, err
		}
	}
	return all, nil
}

func read(pid int) (Process, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Process{}, err
	}
	p, err := parseStat(string(stat))
	if err != nil {
		return Process{}, fmt.Errorf("/proc/%d/stat: %w", pid, err)
	}
	p.PID = pid
	cmdline, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return Process{}, err
	}
	p.Cmdline = strings.TrimSpace(string(bytes.ReplaceAll(cmdline, []byte{0}, []byte(" "))))
	return p, nil
}

// parseStat reads the fields behind the name, which is in parentheses and may
// hold anything: proc_pid_stat(5), fields 4, 14 to 17 and 24.
func parseStat(stat string) (p Process, err error) {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	const parent, user, system, childrenUser, childrenSystem, resident = 1, 11, 12, 13, 14, 21
	if len(fields) <= resident {
		return p, fmt.Errorf("%d fields behind the name, want more than %d", len(fields), resident)
	}
	number := func(i int) int64 {
		n, e := strconv.ParseInt(fields[i], 10, 64)
		err = errors.Join(err, e)
		return n
	}
	p.Parent = int(number(parent))
	p.CPU = time.Duration(number(user)+number(system)) * tick
	p.Reaped = time.Duration(number(childrenUser)+number(childrenSystem)) * tick
	p.RSS = number(resident) * int64(os.Getpagesize())
	return p, err
}

// Share is the process's part of memory in bytes: shared pages are counted in
// proportion, so that processes add up (PSS of smaps_rollup).
func Share(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
			kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/%d/smaps_rollup has no Pss", pid)
}

// Machine is what has run since boot. Processes' times come from the processes
// themselves and not from /proc/stat: most kernels fill that by looking who runs
// at each tick of the clock, which is wrong by half where programs sleep and
// wake thousands of times a second.
func Machine() (Usage, error) {
	all, err := list()
	if err != nil {
		return Usage{}, err
	}
	var u Usage
	for _, p := range all {
		u.Processes += p.CPU + p.Reaped
	}
	u.Interrupts, err = interrupts()
	return u, err
}

// interrupts is the time in interrupts of all cores, from /proc/stat.
func interrupts() (time.Duration, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(line) // cpu user nice system idle iowait irq softirq steal
	const irq, softirq = 6, 7
	if len(fields) <= softirq {
		return 0, fmt.Errorf("/proc/stat begins with %q", line)
	}
	var ticks int64
	for _, field := range fields[irq : softirq+1] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("/proc/stat: %w", err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}

// isGone reports that a process ended while it was read.
func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH)
}
