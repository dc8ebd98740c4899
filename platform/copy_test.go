package platform_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/store"
)

// copied is a deployment whose version keeps its code.
func copied(d *platform.Deployment) { d.Copy = new(true) }

// withCopies is a world whose copies outlive its controller.
func withCopies(t *testing.T, configure func(*platform.Options)) (w *world, dir string) {
	t.Helper()
	dir = filepath.Join(testkit.ShortDir(t), "copies")
	return newWorld(t, func(o *platform.Options) {
		o.Copies.Dir = dir
		if configure != nil {
			configure(o)
		}
	}), dir
}

// wantCopies fails the test when other copies are there than those: shop/1.
func wantCopies(t *testing.T, dir string, want ...string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range found {
		name, _ := filepath.Rel(dir, path)
		names = append(names, name)
	}
	if got := strings.Join(names, " "); got != strings.Join(want, " ") {
		t.Errorf("the copies are %q, want %q", got, want)
	}
}

func TestRollbackBringsTheCodeBackAfterTheSourceWasEdited(t *testing.T) {
	t.Parallel()
	w, dir := withCopies(t, nil)
	first := w.deploy("shop", says("one"), copied)
	w.source("shop", says("two"))
	second, err := w.update("shop", "") // copies again
	if err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	w.source("shop", says("nobody deployed this"))
	if _, err := w.Rollback(t.Context(), "shop", 0, 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "one")
	if _, err := w.Rollback(t.Context(), "shop", 2, 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	if v := second.Versions; !v[0].Copied || !v[1].Copied || second.Directory != first.Directory {
		t.Errorf("after the update: %+v", second)
	}
	wantCopies(t, dir, "shop/1", "shop/2")
	if err := os.RemoveAll(first.Directory); err != nil {
		t.Fatal(err)
	}
	w.end()
	w.begin()
	w.wantState("shop", platform.Running)
	w.want("shop", 200, "two")
}

func TestRollbackTellsWhichCodeRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("one"), copied)
	if _, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Update: true, Copy: new(false)}); err != nil {
		t.Fatal(err)
	}
	for version, want := range map[int]string{1: "with its code of then", 2: "with the code that is in " + app.Directory + " now"} {
		if _, err := w.Rollback(t.Context(), "shop", version, 0); err != nil {
			t.Fatal(err)
		}
		events, _, cancel := w.Events(0)
		cancel()
		last := slices.IndexFunc(events, func(e platform.Event) bool { return e.Kind == platform.AppRolledBack && e.Version == version })
		if last < 0 || !strings.HasSuffix(events[last].Message, want) {
			t.Errorf("version %d: the events are %v, want one that says %q", version, events, want)
		}
	}
}

func TestReplacedWorkersRunTheCodeThatWasDeployed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("deployed"), copied)
	w.source("shop", says("edited"))
	if _, err := w.RestartApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "deployed")
	settings := embedded()
	settings["requests"] = "1000"
	if _, err := w.Patch(t.Context(), "shop", platform.Changes{Settings: &settings}, 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "deployed") // a version of its own, and not of other code
}

func TestVersionsRunInPlaceAgainWhenAnUpdateSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("one"), copied)
	_, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Update: true, Copy: new(false)})
	if err != nil {
		t.Fatal(err)
	}
	w.source("shop", says("edited"))
	if _, err := w.RestartApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "edited")
	if app, err = w.update("shop", ""); err != nil || app.Versions[2].Copied {
		t.Errorf("the next one: %+v, %v", app, err)
	}
}

func TestEntryFileIsFoundInTheCopyOfItsDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	dir := w.source("shop", says("index"))
	testkit.WriteFile(t, filepath.Join(dir, "main.js"), `import { text } from "./text.js"; export default () => new Response(text);`)
	testkit.WriteFile(t, filepath.Join(dir, "text.js"), `export const text = "main";`)
	_, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: filepath.Join(dir, "main.js"), Settings: embedded(), Copy: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RestartApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "main")
}

func TestDirectoryThatCannotBeCopiedLeavesTheOldVersionServing(t *testing.T) {
	t.Parallel()
	w, dir := withCopies(t, func(o *platform.Options) { o.Copies.MaxBytes = 1000 })
	w.deploy("shop", says("one"), copied)
	load := w.asks("shop")
	large := w.source("large", says(strings.Repeat("x", 2000)))
	leading := w.source("leading", says("x"))
	if err := os.Symlink("/etc/hostname", filepath.Join(leading, "out")); err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]string{large: "more than", leading: "out in " + leading} {
		_, err := w.update("shop", source)
		var wrong *platform.Invalid
		if !errors.As(err, &wrong) || wrong.Field != "copy" || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if !w.happened(platform.UpdateFailed, want) {
			t.Error("nobody was told")
		}
		_, err = w.Deploy(t.Context(), platform.Deployment{Name: "new", Directory: source, Settings: embedded(), Copy: new(true)})
		if !errors.Is(err, platform.ErrInvalid) || len(w.Apps()) != 1 {
			t.Errorf("a new app: %v; there are %d", err, len(w.Apps()))
		}
	}
	load.More(t, 20)
	load.Stop().WantAll(t, http.StatusOK)
	w.want("shop", 200, "one")
	if app := w.app("shop"); app.Version != 1 || len(app.Versions) != 1 {
		t.Errorf("after updates that failed: %+v", app)
	}
	wantCopies(t, dir, "shop/1")
}

func TestCopiesThatNoVersionNeedsAreRemoved(t *testing.T) {
	t.Parallel()
	w, dir := withCopies(t, nil)
	w.deploy("shop", says("x"), copied)
	_, err := w.update("shop", w.source("shop-2", `throw new Error("half-baked");`))
	if !errors.Is(err, platform.ErrDidNotStart) {
		t.Errorf("got %v", err)
	}
	wantCopies(t, dir, "shop/1")
	if _, err = w.update("shop", w.source("shop-2", says("mended"))); err != nil { // under the same number
		t.Fatal(err)
	}
	w.want("shop", 200, "mended")
	if _, err := w.StopApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	good := w.source("shop", says("x"))
	for range platform.KeptVersions {
		if _, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: good, Update: true, NoStart: true}); err != nil {
			t.Fatal(err)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "shop", "*")); len(found) != platform.KeptVersions {
		t.Errorf("there are %d copies, want %d", len(found), platform.KeptVersions)
	}
	if _, err := os.Stat(filepath.Join(dir, "shop", "1")); err == nil {
		t.Error("the oldest version's copy is there still")
	}
	if err := w.Undeploy(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	wantCopies(t, dir)
}

func TestRootBoundsWhatIsCopiedAndNotWhere(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	w := newWorld(t, func(o *platform.Options) { o.Root = root })
	_, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: w.source("shop", says("x")), Copy: new(true)})
	if !errors.Is(err, platform.ErrForbidden) {
		t.Errorf("got %v", err)
	}
	testkit.WriteFile(t, filepath.Join(root, "index.js"), says("inside"))
	_, err = w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: root, Settings: embedded(), Copy: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "inside")
}

// A directory is being copied when the controller is killed: what it has left
// goes with the next start, and what served serves.
func TestControllerKilledWhileItCopiesLeavesNothing(t *testing.T) {
	dir := testkit.ShortDir(t)
	app := filepath.Join(dir, "app")
	if err := os.Mkdir(app, 0o700); err != nil {
		t.Fatal(err)
	}
	testkit.WriteFile(t, filepath.Join(app, "index.js"), says("whole"))
	for i := range 2000 {
		if err := os.WriteFile(filepath.Join(app, strconv.Itoa(i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	killedInTheMiddle(t, dir)
	s, err := store.Open(filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) // after the world has ended
	leftover := filepath.Join(dir, "copies", "gone", "7")
	if err := os.MkdirAll(leftover, 0o700); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(o *platform.Options) { o.Store, o.Copies.Dir = s, filepath.Join(dir, "copies") })
	w.wantState("shop", platform.Running)
	w.want("shop", 200, "whole")
	var want []string
	for _, v := range w.app("shop").Versions {
		want = append(want, "shop/"+strconv.Itoa(v.Version))
	}
	slices.Sort(want)
	wantCopies(t, filepath.Join(dir, "copies"), want...)
}

// killedInTheMiddle runs a controller that copies all the time, and kills it
// when it has deployed something and is copying.
func killedInTheMiddle(t *testing.T, dir string) {
	t.Helper()
	unfinished := func() bool {
		found, _ := filepath.Glob(filepath.Join(dir, "copies", "shop", ".*"))
		whole, _ := filepath.Glob(filepath.Join(dir, "copies", "shop", "*"))
		return len(found) > 0 && len(whole) > len(found)
	}
	for range 20 {
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), controllerEnv+"="+dir, copierEnv+"=1", "RIP_RUNTIME_DIR="+filepath.Join(dir, "r"), "RIP_CACHE_DIR="+filepath.Join(dir, "cache"))
		var log testkit.Buffer
		cmd.Stdout, cmd.Stderr = &log, &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		testkit.Eventually(t, "it copies", unfinished)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if cmd.ProcessState.Exited() {
			t.Fatalf("it ended by itself:\n%s", log.String())
		}
		if unfinished() {
			return
		}
	}
	t.Fatal("it was always done already")
}

// copierEnv makes a controllerProcess deploy one app over and over.
const copierEnv = "RIP_TEST_COPIER"

func copySomething(c *platform.Controller, dir string) error {
	_, err := c.Deploy(context.Background(), platform.Deployment{
		Name: "shop", Directory: filepath.Join(dir, "app"), Update: true, Copy: new(true), Workers: 1, Settings: embedded(),
	})
	return err
}
