package rip_test

import (
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/contracttest"
	"github.com/rip-server/rip-server/runtime/rip"
)

// patience bounds waiting for what must come.
const patience = 30 * time.Second

func TestAppContract(t *testing.T) {
	contracttest.Run(t, func(t *testing.T, dir string, mode contracttest.Mode) contracttest.Worker {
		entry, err := runtime.ResolveEntry(dir)
		if err != nil {
			t.Fatal(err)
		}
		app := runtime.App{
			Name: "test", Entry: entry.File, Dir: entry.Dir, ReadTimeout: patience,
			Env: mode.Env, HotReload: mode.HotReload, ReloadErrors: mode.ReloadErrors,
		}
		var output testkit.Buffer
		worker := start(t, rip.NewVMs(rip.VMOptions{}), app, runtime.Host{Stdout: &output, Stderr: &output})
		return contracttest.Worker{Dial: worker.Dial, Printed: output.String}
	})
}

// start starts a worker within this process and waits until it is ready.
func start(t testing.TB, vms *rip.VMs, app runtime.App, host runtime.Host) runtime.Instance {
	t.Helper()
	ready := make(chan struct{})
	host.Ready = func() { close(ready) }
	worker, err := vms.Start(app, runtime.Slot{ID: "1-1", Version: 7}, host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		worker.Kill()
		<-worker.Done()
	})
	select {
	case <-ready:
	case <-worker.Done():
		t.Fatalf("the worker ended before it was ready: %s", worker.ExitText())
	case <-time.After(patience):
		t.Fatal("the worker does not get ready")
	}
	return worker
}
