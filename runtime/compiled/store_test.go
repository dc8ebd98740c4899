package compiled

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/internal/testkit"
)

const source = "answer = 42\nexport default -> answer\n"

// newStore returns a store with a cache of its own, and where its files are.
func newStore(t *testing.T, cache string) (*Store, string, *testkit.Buffer) {
	t.Helper()
	log := &testkit.Buffer{}
	s, err := NewStore([]string{"RIP_CACHE_DIR=" + cache}, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return s, filepath.Join(cache, "compiled"), log
}

func compile(t *testing.T, s *Store, src string) string {
	t.Helper()
	code, err := s.Compile("index.rip", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return string(code)
}

// theFile returns the only file of the cache.
func theFile(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the cache has %v, %v; want one file", entries, err)
	}
	return filepath.Join(dir, entries[0].Name())
}

// plant keeps code as what the compiler made of source.
func plant(t *testing.T, s *Store, dir, code string) {
	t.Helper()
	if err := write(dir, s.key([]byte(source)), []byte(code)); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasCompiledOnceIsTakenFromTheCache(t *testing.T) {
	first, dir, _ := newStore(t, t.TempDir())
	compile(t, first, source)
	if info, err := os.Stat(theFile(t, dir)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	plant(t, first, dir, "planted")
	restarted, _, _ := newStore(t, filepath.Dir(dir))
	if got := compile(t, restarted, source); got != "planted" {
		t.Errorf("it was compiled again: %q", got)
	}
	if got := compile(t, restarted, source+"# edited\n"); got == "planted" {
		t.Error("an edit got what was kept of the text before")
	}
}

func TestAnotherCompilersResultIsNotUsed(t *testing.T) {
	old, dir, _ := newStore(t, t.TempDir())
	want := compile(t, old, source)
	plant(t, old, dir, "from the old compiler")
	updated, _, _ := newStore(t, filepath.Dir(dir))
	updated.version += " and newer"
	if got := compile(t, updated, source); got != want {
		t.Errorf("got %q", got)
	}
}

func TestDamagedFilesAreNeverUsedAndPutRight(t *testing.T) {
	s, dir, _ := newStore(t, t.TempDir())
	want := compile(t, s, source)
	file := theFile(t, dir)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{
		"empty": {}, "cut": good[:len(good)-5], "hash only": good[:64], "no hash": []byte(want),
		"zeros": make([]byte, len(good)), "a changed byte": append(good[:len(good)-1:len(good)-1], '!'),
	} {
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := compile(t, s, source); got != want {
			t.Errorf("%s: got %q", name, got)
		}
		if now, err := os.ReadFile(file); err != nil || string(now) != string(good) {
			t.Errorf("%s: the file is not put right: %v", name, err)
		}
	}
}

func TestMistakesNameTheirOwnPathAndAreNotKept(t *testing.T) {
	s, dir, _ := newStore(t, t.TempDir())
	for _, path := range []string{"a.rip", "b.rip"} {
		_, err := s.Compile(path, []byte("x = (1\n"))
		var mistakes diag.List
		if !errors.As(err, &mistakes) || mistakes[0].Path != path {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("the cache has %v, %v", entries, err)
	}
}

func TestManyCallersShareOneResult(t *testing.T) {
	s, dir, _ := newStore(t, t.TempDir())
	src := strings.Repeat("f = (a) -> a * 2\n", 2000)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() { compile(t, s, src) })
	}
	wg.Wait()
	theFile(t, dir) // and no temporary one
	if len(s.flights) != 0 {
		t.Errorf("%d flights are left", len(s.flights))
	}
}

func TestACallWaitsForTheSameCompilationThatRuns(t *testing.T) {
	s, _, _ := newStore(t, t.TempDir())
	running := &flight{done: make(chan struct{})}
	s.flights[request{"index.rip", s.key([]byte(source))}] = running
	got := make(chan string)
	go func() { got <- compile(t, s, source) }() // ends with the flight
	select {
	case code := <-got:
		t.Fatalf("it compiled for itself: %q", code)
	case <-time.After(20 * time.Millisecond):
	}
	running.code = []byte("landed")
	close(running.done)
	if code := <-got; code != "landed" {
		t.Errorf("got %q", code)
	}
}

func TestWithoutACacheItCompilesAndWarnsOnce(t *testing.T) {
	notADir := filepath.Join(t.TempDir(), "file")
	testkit.WriteFile(t, notADir, "")
	s, _, log := newStore(t, notADir)
	for range 3 {
		compile(t, s, source)
	}
	if n := strings.Count(log.String(), "RIP_CACHE_DIR"); n != 1 {
		t.Errorf("warned %d times:\n%s", n, log.String())
	}
}

func TestOldFilesAreCleanedAway(t *testing.T) {
	first, dir, _ := newStore(t, t.TempDir())
	compile(t, first, source)
	old, month := theFile(t, dir), time.Now().Add(-keptFor-time.Hour)
	if err := os.Chtimes(old, month, month); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(dir + ".cleaned"); err != nil { // a day later
		t.Fatal(err)
	}
	restarted, _, _ := newStore(t, filepath.Dir(dir))
	compile(t, restarted, "x = 1\n")
	if left := theFile(t, dir); left == old {
		t.Error("the old file is still there")
	}
}
