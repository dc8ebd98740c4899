package bunbridge_test

import (
	"net"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/contracttest"
)

func TestAppContract(t *testing.T) {
	contracttest.Run(t, func(t *testing.T, dir string, mode contracttest.Mode) contracttest.Worker {
		p := prepare(t, nil)
		p.app = dir
		p.run(p.command(func(app *runtime.App) {
			app.Env, app.HotReload, app.ReloadErrors = mode.Env, mode.HotReload, mode.ReloadErrors
		}))
		select {
		case <-p.control.joined:
		case <-p.exited:
			t.Fatalf("the worker exited before it joined\n%s", p.output)
		case <-time.After(patience):
			t.Fatalf("the worker did not join\n%s", p.output)
		}
		return contracttest.Worker{
			Dial:    func() (net.Conn, error) { return net.Dial("unix", p.socket) },
			Printed: p.output.String,
		}
	})
}
