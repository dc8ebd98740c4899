package ports

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func heldBy(port int) (Holder, bool) { return procfs("/proc").heldBy(port) }

// procfs is the root of a proc file system; a test brings its own.
type procfs string

// heldBy joins two views: the kernel's socket table says which socket inode
// listens on the port, and the descriptors of the processes say who has that
// inode open. The second is only readable for one's own processes, or by root.
func (root procfs) heldBy(port int) (Holder, bool) {
	listening := append(root.listeners("net/tcp", port), root.listeners("net/tcp6", port)...)
	if len(listening) == 0 {
		return Holder{}, false
	}
	for _, pid := range root.pids() {
		for _, socket := range listening {
			if root.hasOpen(pid, socket.inode) {
				command, line := root.command(pid)
				return Holder{PID: pid, Command: command, Line: line, User: userName(socket.uid)}, true
			}
		}
	}
	return Holder{User: userName(listening[0].uid)}, true
}

// listener is one row of the kernel's socket table.
type listener struct {
	uid   string
	inode string
}

// Columns and the state of a row in /proc/net/tcp; see proc_net_tcp(5).
const (
	columnLocal = 1
	columnState = 3
	columnUID   = 7
	columnInode = 9
	stateListen = "0A"
)

// listeners returns the sockets in table that listen on port. A table that
// cannot be read has none: a kernel without IPv6 has no tcp6.
func (root procfs) listeners(table string, port int) []listener {
	content, err := os.ReadFile(filepath.Join(string(root), table))
	if err != nil {
		return nil
	}
	suffix := fmt.Sprintf(":%04X", port)
	var found []listener
	for line := range strings.Lines(string(content)) {
		column := strings.Fields(line)
		if len(column) > columnInode && column[columnState] == stateListen && strings.HasSuffix(column[columnLocal], suffix) {
			found = append(found, listener{uid: column[columnUID], inode: column[columnInode]})
		}
	}
	return found
}

// pids returns all processes, lowest first: of a server and its forked
// children, which share the socket, the server is the one to name.
func (root procfs) pids() []int {
	entries, err := os.ReadDir(string(root))
	if err != nil {
		return nil
	}
	var pids []int
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			pids = append(pids, pid)
		}
	}
	slices.Sort(pids)
	return pids
}

// hasOpen reports whether process pid has the socket open. It is false for
// processes whose descriptors may not be read.
func (root procfs) hasOpen(pid int, inode string) bool {
	dir := filepath.Join(string(root), strconv.Itoa(pid), "fd")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, entry := range entries {
		if target, err := os.Readlink(filepath.Join(dir, entry.Name())); err == nil && target == "socket:["+inode+"]" {
			return true
		}
	}
	return false
}

// command reads the process's argument vector; a process that cleared it, as
// kernel threads do, still has its short name in comm.
func (root procfs) command(pid int) (command, line string) {
	dir := filepath.Join(string(root), strconv.Itoa(pid))
	content, err := os.ReadFile(filepath.Join(dir, "cmdline"))
	if content = bytes.TrimRight(content, "\x00"); err == nil && len(content) > 0 {
		return commandOf(strings.Split(string(content), "\x00"))
	}
	comm, err := os.ReadFile(filepath.Join(dir, "comm"))
	if err != nil {
		return "", ""
	}
	return strings.TrimSpace(string(comm)), ""
}
