package procs

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestStatIsReadBehindANameThatMayHoldAnything(t *testing.T) {
	stat := "4711 (a) b (c) S 12 4711 4711 0 -1 4194304 100 0 0 0 250 50 30 20 20 0 4 0 1000 1000000 256 " + strings.Repeat("0 ", 28)
	p, err := parseStat(stat)
	if err != nil {
		t.Fatal(err)
	}
	want := Process{Parent: 12, CPU: 3 * time.Second, Reaped: 500 * time.Millisecond, RSS: 256 * int64(os.Getpagesize())}
	if p != want {
		t.Errorf("parseStat = %+v, want %+v", p, want)
	}
	for _, bad := range []string{"", "1 (x) S 1 2", strings.Replace(stat, "250", "many", 1)} {
		if _, err := parseStat(bad); err == nil {
			t.Errorf("parseStat(%q) took it", bad)
		}
	}
}

func TestTreeHasTheProcessAndItsChildren(t *testing.T) {
	child := exec.Command("sleep", "60")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = child.Process.Kill(); _ = child.Wait() }()
	tree, err := Tree(os.Getpid())
	if err != nil || len(tree) < 2 || tree[0].PID != os.Getpid() {
		t.Fatalf("Tree = %+v, %v; want this process first", tree, err)
	}
	for _, p := range tree[1:] {
		if p.PID == child.Process.Pid && p.Parent == os.Getpid() && p.RSS > 0 {
			return
		}
	}
	t.Errorf("Tree = %+v lacks the child %d", tree, child.Process.Pid)
}

func TestTheMachineHasUsedAtLeastWhatWeHave(t *testing.T) {
	usage, err := Machine()
	if err != nil {
		t.Fatal(err)
	}
	if own := Own(); usage.Processes+tick < own {
		t.Errorf("the machine used %s, this process alone %s", usage.Processes, own)
	}
	if share, err := Share(os.Getpid()); err != nil || share <= 0 {
		t.Errorf("Share = %d, %v", share, err)
	}
}
