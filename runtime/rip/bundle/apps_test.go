package bundle_test

import (
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

func TestTheExampleAppsCanBeBundled(t *testing.T) {
	modules, err := api.Modules()
	if err != nil {
		t.Fatal(err)
	}
	withAPI := func(o *bundle.Options) { o.Modules = modules }
	for _, entry := range []string{"example/index.rip", "example/plain.ts", "hono/index.ts"} {
		dir, file := filepath.Split(filepath.Join(testkit.Root(t), "apps", entry))
		build(t, source(t, dir, file, withAPI))
		build(t, source(t, dir, file, withAPI, dev))
	}
}
