package cli

import (
	"testing"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/runtime"
)

// A worker's environment must not look like misspelled settings to a
// rip-server that is started from within it. The test is here because neither
// config nor runtime may know the other.
func TestWorkerContractIsNotMistakenForSettings(t *testing.T) {
	app := runtime.App{Name: "shop", Entry: "/shop/index.ts", Env: "dev", HotReload: "module", ReloadErrors: "page"}
	environ := runtime.Environ(app, runtime.Slot{ID: "1-1", Socket: "/s", Control: "/c", Version: 1})
	loaded, err := config.Load(config.Sources{Environ: environ})
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Warnings) > 0 {
		t.Errorf("warnings: %q", loaded.Warnings)
	}
}
