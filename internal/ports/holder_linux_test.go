package ports

import (
	"os"
	"path/filepath"
	"testing"
)

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  4242        0 777 1 0 100 0 0 10 0
   1: 0100007F:0BB9 0100007F:0BB8 01 00000000:00000000 00:00000000 00000000  4242        0 778 1 0 20 4 30 10 -1
`

func TestAProcessThatCannotBeReadIsStillNamedByItsUser(t *testing.T) {
	root := fakeProc(t)
	holder, ok := root.heldBy(3000)
	if want := (Holder{User: "4242"}); !ok || holder != want {
		t.Errorf("heldBy(3000) = %+v, %v; want %+v", holder, ok, want)
	}
}

func TestTheOldestOfTheProcessesThatShareASocketIsNamed(t *testing.T) {
	root := fakeProc(t)
	addProcess(t, root, "1000", "/usr/sbin/nginx\x00worker\x00", "777")
	addProcess(t, root, "999", "/usr/sbin/nginx\x00-g\x00daemon off;\x00", "777")
	holder, ok := root.heldBy(3000)
	want := Holder{PID: 999, Command: "nginx", Line: "nginx -g daemon off;", User: "4242"}
	if !ok || holder != want {
		t.Errorf("heldBy(3000) = %+v, %v; want %+v", holder, ok, want)
	}
}

func TestAProcessWithoutArgumentsIsNamedByItsComm(t *testing.T) {
	root := fakeProc(t)
	addProcess(t, root, "999", "", "777")
	if holder, _ := root.heldBy(3000); holder.String() != "quiet (pid 999)" {
		t.Errorf("heldBy(3000) = %q, want %q", holder, "quiet (pid 999)")
	}
}

func TestOnlyListeningSocketsHoldAPort(t *testing.T) {
	if holder, ok := fakeProc(t).heldBy(3001); ok {
		t.Errorf("heldBy(3001) = %+v, want nobody: the socket is a connection", holder)
	}
}

// fakeProc is a proc file system with a listener on port 3000 of user 4242.
func fakeProc(t *testing.T) procfs {
	t.Helper()
	root := t.TempDir()
	write(t, filepath.Join(root, "net", "tcp"), table)
	return procfs(root)
}

func addProcess(t *testing.T, root procfs, pid, cmdline, inode string) {
	t.Helper()
	dir := filepath.Join(string(root), pid)
	write(t, filepath.Join(dir, "cmdline"), cmdline)
	write(t, filepath.Join(dir, "comm"), "quiet\n")
	if err := os.MkdirAll(filepath.Join(dir, "fd"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("socket:["+inode+"]", filepath.Join(dir, "fd", "3")); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
