package bundle_test

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// BenchmarkStart builds an app as a server that starts does: with nothing kept,
// and with what an earlier start has kept.
func BenchmarkStart(b *testing.B) {
	for _, app := range []string{"apps/example/plain.ts", "apps/hono/index.ts", "runtime/rip/testdata/npm/probes/hono-zod-validator.ts"} {
		for _, warm := range []bool{false, true} {
			name := filepath.Base(filepath.Dir(app)) + "/cold"
			if warm {
				name = filepath.Base(filepath.Dir(app)) + "/warm"
			}
			b.Run(name, func(b *testing.B) {
				entry := filepath.Join(testkit.Root(b), app)
				dir := filepath.Dir(entry)
				if filepath.Base(dir) == "probes" {
					dir = filepath.Dir(dir) // where the packages are
				}
				var texts *bundle.Texts
				if warm {
					var err error
					texts, err = bundle.NewTexts([]string{"RIP_CACHE_DIR=" + b.TempDir()}, slog.New(slog.DiscardHandler))
					if err != nil {
						b.Fatal(err)
					}
				}
				start := func() {
					s := bundle.NewSource(bundle.Options{
						Entry: entry, Dir: dir, Dev: true, Programs: bundle.NewPrograms(64 << 20), Texts: texts,
					})
					build(b, s)
					s.Close()
				}
				start()
				b.ReportAllocs()
				for b.Loop() {
					start()
				}
			})
		}
	}
}

// BenchmarkEdit saves the entry of an app with Hono and zod and builds it.
func BenchmarkEdit(b *testing.B) {
	packages, dir := npm(b), b.TempDir()
	text, err := os.ReadFile(filepath.Join(packages, "probes", "hono-zod-validator.ts"))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		b.Fatal(err)
	}
	save := func(i int) {
		edited := fmt.Appendf(nil, "%s\nexport const edit = %d;\n", text, i)
		if err := os.WriteFile(filepath.Join(dir, "index.ts"), edited, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	save(0)
	s := source(b, dir, "index.ts", dev)
	build(b, s)
	for i := 1; b.Loop(); i++ {
		save(i)
		for !s.Changed() {
		}
		build(b, s)
	}
}
