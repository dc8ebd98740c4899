package rip

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
)

// stringify is an app that spends seconds in one native call, which nothing
// can interrupt: goja looks for cycles by walking all that is above, at each level.
const stringify = `
let deep = {};
for (let i = 0; i < 20_000; i++) deep = { deep };
export default () => { console.log("begins"); return new Response(String(JSON.stringify(deep).length)) };`

func TestWorkerThatHangsInANativeCallIsGivenUpAndCounted(t *testing.T) {
	dir := t.TempDir()
	entry := dir + "/index.js"
	testkit.WriteFile(t, entry, stringify)
	app := runtime.App{Name: "test", Entry: entry, Dir: dir, Env: "prod", HotReload: "none", ReadTimeout: time.Minute}
	vms := NewVMs(VMOptions{})
	begin := func(output *testkit.Buffer) runtime.Instance {
		t.Helper()
		ready := make(chan struct{})
		i, err := vms.Start(app, runtime.Slot{ID: "1-1"}, runtime.Host{Ready: func() { close(ready) }, Stdout: output, Stderr: output})
		if err != nil {
			t.Fatal(err)
		}
		<-ready
		return i
	}
	var output testkit.Buffer
	i := begin(&output)
	nc, err := i.Dial()
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	if _, err := io.WriteString(nc, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	testkit.Eventually(t, "the handler runs", func() bool { return strings.Contains(output.String(), "begins") })
	begun := time.Now()
	i.Kill()
	<-i.Done()
	if took := time.Since(begun); took > 20*killGrace {
		t.Errorf("the slot was held for %v", took)
	}
	if hanging(vms) == 1 { // else the call ended in time: this machine is fast
		vms.hang(maxHanging - 1)
		if _, err := vms.Start(app, runtime.Slot{ID: "1-2"}, runtime.Host{}); err == nil || !strings.Contains(err.Error(), "--isolation=process") {
			t.Errorf("a worker was started beside %d that hang: %v", maxHanging, err)
		}
		vms.hang(1 - maxHanging)
	} else {
		t.Log("the native call ended before the worker was given up")
	}
	testkit.Eventually(t, "the call ends at last", func() bool { return hanging(vms) == 0 })
}

func hanging(v *VMs) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.hanging
}
