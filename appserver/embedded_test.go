package appserver_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

// ripWorker makes this test binary a worker of the embedded runtime.
func ripWorker() int {
	app, slot, err := runtime.ReadEnviron(os.Environ())
	if err != nil {
		panic(err)
	}
	if app.Dir, err = os.Getwd(); err != nil {
		panic(err)
	}
	server := control.NewClient(slot.Control)
	member := control.Member{App: app.Name, WorkerID: slot.ID, PID: os.Getpid(), Socket: slot.Socket, Version: slot.Version}
	return rip.Work(rip.Process{
		App: app, Slot: slot, Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Join: func(ctx context.Context) error { return server.Join(ctx, member) },
		Quit: func(ctx context.Context) error {
			return server.Quit(ctx, control.Member{App: app.Name, WorkerID: slot.ID})
		},
	})
}

// isolations run a test with the embedded runtime in both ways.
func isolations(t *testing.T, test func(t *testing.T, use func(*setup))) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("process", func(t *testing.T) {
		test(t, func(s *setup) { s.Runtime = rip.NewProcesses(program) })
	})
	t.Run("vm", func(t *testing.T) {
		test(t, func(s *setup) { s.Runtime = rip.NewVMs(rip.VMOptions{Environ: s.Environ, Heap: 768 << 20}) })
	})
}

// hostile is an app that does as it is told.
const hostile = `
const deeds = {
  "/loop": () => { for (;;); },
  "/recursion": () => { const f = () => f(); return f(); },
  "/storm": () => { const s = () => Promise.resolve().then(s); return s(); },
  "/bomb": () => { const all = []; for (;;) all.push(new Array(1000).fill({})); },
  "/regexp": () => { for (;;) /^(a+)+$/.test("a".repeat(28) + "b"); },
  "/fill": () => new Array(2e7).fill(0).length,
  "/buffer": () => new ArrayBuffer(1e12).byteLength,
  "/native": () => { let a = {}; for (let i = 0; i < 6e4; i++) a = { a }; return JSON.stringify(a).length; },
  "/never": () => new Promise(() => {}),
  "/timer": () => { setTimeout(() => { for (;;); }, 1); return "set"; },
};
export default async (request) => new Response(String(await (deeds[new URL(request.url).pathname] ?? (() => "well"))()));
`

func TestHostileAppHarmsNobodyElse(t *testing.T) {
	if testing.Short() {
		t.Skip("takes many read timeouts")
	}
	isolations(t, func(t *testing.T, use func(*setup)) {
		neighbour := serveSource(t, `export default () => new Response("unharmed")`, func(s *setup) {
			use(s)
			s.Name = "neighbour"
		})
		bad := serveSource(t, hostile, func(s *setup) {
			use(s)
			s.Env, s.Workers, s.ReadTimeout, s.MaxMemory = "dev", 1, time.Second, 256<<20
		})
		for deed, statuses := range map[string]string{
			"/loop": "503 504", "/storm": "503 504", "/bomb": "503 504 502", "/regexp": "503 504", "/native": "503 504",
			"/recursion": "503", "/fill": "500", "/buffer": "500", "/never": "500", "/timer": "200",
		} {
			load := neighbour.load(1, "GET", "/")
			answer := bad.get(deed)
			load.Stop().WantAll(t, 200)
			if !strings.Contains(statuses, strconv.Itoa(answer.Status)) {
				t.Errorf("%s: got %d %s, want %s", deed, answer.Status, answer.Body, statuses)
			}
			testkit.Eventually(t, "the app answers after "+deed, func() bool { return bad.get("/").Body == "well" })
		}
	})
}

func TestEmbeddedRuntimeLosesNothingInReloadsAndRestartsUnderLoad(t *testing.T) {
	isolations(t, func(t *testing.T, use func(*setup)) {
		saying := func(word string) string {
			return `export default (request, env) => new Response("` + word + `" + env.RIP_VERSION);`
		}
		s := serveSource(t, saying("zero"), func(s *setup) { use(s); s.Workers = 3 })
		load := s.load(6, "POST", "/")
		for _, word := range []string{"one", "two"} {
			testkit.WriteFile(t, filepath.Join(s.dir, "index.ts"), saying(word))
			if err := s.Reload(t.Context()); err != nil {
				t.Fatal(err)
			}
			load.More(t, 30)
		}
		if err := s.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		load.More(t, 30)
		tally := load.Stop()
		tally.WantAll(t, 200)
		if tally.Bodies["one2"] == 0 || tally.Bodies["two3"] == 0 {
			t.Errorf("answers: %v", tally.Bodies)
		}
	})
}
