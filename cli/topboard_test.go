package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

// someApps are apps of every kind, as a platform tells of them.
func someApps() []api.App {
	reason := "ReferenceError: db is not defined\n    at index.ts:3"
	return []api.App{
		{
			Name: "shop", Status: platform.Running, Workers: 4, Version: 3, UptimeSeconds: 7500,
			Slots:   platform.Slots{Desired: 4, Idle: 3, Busy: 1},
			Traffic: platform.Traffic{RPS: 1234.4, P50Ms: 1.25, P99Ms: 12.4, Requests: 1234567, MemoryBytes: 300 << 20},
		},
		{
			Name: "blog", Status: platform.Failed, Error: &reason, Workers: 3, Version: 12, UptimeSeconds: 5,
			Slots:   platform.Slots{Desired: 3, Backoff: 3},
			Traffic: platform.Traffic{Queue: 17, Errors5xx: 4200, Requests: 9000},
		},
		{Name: "a-name-that-is-much-too-long-for-any-column", Status: platform.Idle, Workers: 1, Version: 1},
		{
			Name: "slow", Status: platform.Starting, Workers: 2, Version: 1, UptimeSeconds: 61,
			Slots:   platform.Slots{Desired: 2, Idle: 1, Starting: 1},
			Traffic: platform.Traffic{RPS: 0.5, P50Ms: 1500, P99Ms: 4800, MemoryBytes: 80 << 20},
		},
	}
}

func someBoard() *topBoard {
	b := &topBoard{}
	stats := api.Stats{}
	stats.Version, stats.Apps, stats.Running, stats.Workers, stats.Requests = "v1.2.3", 4, 2, 5, 1243567
	stats.UptimeSeconds, stats.MemoryBytes = 90061, 400<<20
	for _, rps := range []float64{0, 300, 600, 1200, 900, 1234.9} {
		stats.RPS = rps
		b.take(look{stats: stats, apps: someApps()})
	}
	return b
}

func plainLines(b *topBoard, width, height int) string {
	return ansi.Strip(strings.Join(b.lines(width, height), "\n")) + "\n"
}

func TestTopFitsTerminalsOfAllSizes(t *testing.T) {
	b := someBoard()
	testkit.Golden(t, filepath.Join("testdata", "golden", "top-80.txt"), plainLines(b, 80, 12))
	testkit.Golden(t, filepath.Join("testdata", "golden", "top-120.txt"), plainLines(b, 120, 12))
	for _, size := range [][2]int{{1, 1}, {20, 3}, {79, 6}, {80, 24}, {300, 90}} {
		lines := b.lines(size[0], size[1])
		for _, line := range lines {
			if w := lipgloss.Width(line); w > size[0] {
				t.Errorf("at %v a line is %d wide: %q", size, w, ansi.Strip(line))
			}
		}
		if size[1] >= topHead && len(lines) != size[1] {
			t.Errorf("at %v there are %d lines", size, len(lines))
		}
	}
}

// initials are of the apps' names as top shows them.
func initials(b *topBoard) string {
	var names []string
	for _, app := range b.sorted() {
		names = append(names, app.Name[:1])
	}
	return strings.Join(names, " ")
}

func TestTopSortsByTheKeyThatIsPressed(t *testing.T) {
	b := someBoard()
	for _, step := range []struct {
		key  rune
		want string
	}{
		{'x', "a b s s"},
		{'r', "s s a b"},
		{'r', "a b s s"},
		{'m', "s s a b"},
		{'e', "b a s s"},
		{'u', "b a s s"},
		{'s', "b s s a"},
		{'w', "s b s a"},
		{'n', "a b s s"},
		{'n', "s s b a"},
	} {
		if quit := b.press(step.key, 24); quit || initials(b) != step.want {
			t.Errorf("after %c: quit %v, order %s, want %s", step.key, quit, initials(b), step.want)
		}
	}
	if !b.press('q', 24) || !b.press(keyCtrlC, 24) {
		t.Error("neither q nor ctrl-C ends it")
	}
}

func TestTopScrollsNoFurtherThanItsApps(t *testing.T) {
	b := someBoard()
	height := topHead + 2
	for range 10 {
		b.press(keyDown, height)
	}
	if text := plainLines(b, 80, height); !strings.Contains(text, "slow") || strings.Contains(text, "blog") || !strings.Contains(text, "3–4 of 4") {
		t.Errorf("at the end it shows\n%s", text)
	}
	for range 10 {
		b.press('k', height)
	}
	if text := plainLines(b, 80, height); !strings.Contains(text, "1–2 of 4") {
		t.Errorf("at the beginning it shows\n%s", text)
	}
}

func TestTopKeepsWhatItHasSeenWhenThePlatformIsSilent(t *testing.T) {
	b := someBoard()
	b.take(look{err: errNoPlatform})
	if text := plainLines(b, 80, 12); !strings.Contains(text, "shop") || !strings.Contains(text, "no answer, trying again: no platform") {
		t.Errorf("it shows\n%s", text)
	}
}
