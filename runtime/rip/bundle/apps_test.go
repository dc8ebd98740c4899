package bundle_test

import (
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestTheExampleAppsCanBeBundled(t *testing.T) {
	for _, app := range []string{"example", "hono"} {
		dir := filepath.Join(testkit.Root(t), "apps", app)
		build(t, source(t, dir, "index.ts"))
		build(t, source(t, dir, "index.ts", dev))
	}
}
