package platform_test

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/store"
)

// rounds is how often the controller is killed: PLATFORM_ROUNDS, or a few.
func rounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("PLATFORM_ROUNDS")
	switch {
	case text == "" && testing.Short():
		return 1
	case text == "":
		return 3
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// victim is what is known of a controller process that is killed now and then.
type victim struct {
	*testing.T
	dir    string
	known  map[string]platform.App // what it has said was done
	doubt  string                  // the app that it was changing when it was killed
	killed int
}

func TestKilledControllerLeavesNothingTornAndComesBack(t *testing.T) {
	v := &victim{T: t, dir: testkit.ShortDir(t), known: map[string]platform.App{}}
	if err := os.Mkdir(filepath.Join(v.dir, "app"), 0o700); err != nil {
		t.Fatal(err)
	}
	testkit.WriteFile(t, filepath.Join(v.dir, "app", "index.js"), says("alive"))
	for range rounds(t) {
		v.live(time.Duration(rand.IntN(1500)) * time.Millisecond)
		v.inspect()
		if t.Failed() {
			return
		}
	}
	t.Logf("killed %d times", v.killed)
}

// live runs the controller until it has come back, and for a while more.
func (v *victim) live(more time.Duration) {
	v.Helper()
	program, err := os.Executable()
	if err != nil {
		v.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), controllerEnv+"="+v.dir, "RIP_RUNTIME_DIR="+filepath.Join(v.dir, "r"), "RIP_CACHE_DIR="+filepath.Join(v.dir, "cache"))
	var log testkit.Buffer
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		v.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		v.Fatal(err)
	}
	late := time.AfterFunc(2*patience, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	came, lines := false, bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s step
		if json.Unmarshal(lines.Bytes(), &s) != nil {
			continue // cut off by the kill
		}
		if s.Ready {
			came = true
			v.killed++
			time.AfterFunc(more, func() { _ = cmd.Process.Kill() }) // ends the loop
		}
		v.note(s, log.String())
	}
	_ = cmd.Wait()
	if !came {
		v.Fatalf("the controller did not come back; it wrote:\n%s", log.String())
	}
}

func (v *victim) note(s step, log string) {
	v.Helper()
	switch {
	case s.Error != "":
		v.Fatalf("the controller says %s; it wrote:\n%s", s.Error, log)
	case s.Begin != "":
		v.doubt = s.Begin
	case s.Done != nil:
		v.known[s.Done.Name], v.doubt = *s.Done, ""
	case s.Gone != "":
		delete(v.known, s.Gone)
		v.doubt = ""
	}
}

// inspect looks at what is left: each app as it was when its last change was
// done, the one in doubt as a whole, and no process.
func (v *victim) inspect() {
	v.Helper()
	testkit.Eventually(v, "no worker is left behind", func() bool { return len(testkit.ProcessesWith(v, v.dir)) == 0 })
	s, err := store.Open(filepath.Join(v.dir, "state.db"))
	if err != nil {
		v.Fatal(err)
	}
	defer s.Close()
	entries, _, err := s.List(v.Context(), "apps/")
	if err != nil {
		v.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range entries {
		var spec platform.Spec
		if err := json.Unmarshal(e.Value, &spec); err != nil {
			v.Errorf("%s is torn: %v", e.Key, err)
			continue
		}
		found[spec.Name] = true
		v.compare(spec)
	}
	for name := range v.known {
		if !found[name] && name != v.doubt {
			v.Errorf("%s is lost", name)
		}
	}
	if v.doubt != "" { // from now on it is what the store says
		delete(v.known, v.doubt)
	}
}

func (v *victim) compare(spec platform.Spec) {
	v.Helper()
	whole := false
	for _, version := range spec.Versions {
		whole = whole || version.Number == spec.Current
	}
	if !whole || spec.Workers < 1 || spec.Port == 0 {
		v.Errorf("%s is not whole: %+v", spec.Name, spec)
	}
	was, known := v.known[spec.Name]
	if spec.Name == v.doubt || !known {
		return
	}
	running := was.Status == platform.Running
	if was.Version != spec.Current || was.Workers != spec.Workers || was.Port != spec.Port || running != spec.Run {
		v.Errorf("%s is version %d with %d workers at %d, run %v; it was %+v", spec.Name, spec.Current, spec.Workers, spec.Port, spec.Run, was)
	}
}
