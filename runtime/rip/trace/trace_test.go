package trace_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/runtime/rip/trace"
)

func TestStacksHaveTheFramesOfTheAppAndWhatItCalled(t *testing.T) {
	for name, test := range map[string]struct{ raw, want string }{
		"places without counters": {
			"\tat f (src/a.ts:1:2(3))\n\tat src/a.ts:4:5(6)\n",
			"    at f (src/a.ts:1:2)\n    at src/a.ts:4:5",
		},
		"natives between the app's own": {
			"\tat a.ts:1:2(3)\n\tat map (native)\n\tat f (a.ts:2:3(4))\n",
			"    at a.ts:1:2\n    at map (native)\n    at f (a.ts:2:3)",
		},
		"of a method in JavaScript of ours, the method": {
			"\tat a.ts:1:2(3)\n\tat call (native)\n\tat step (rip:es/iterator.js:1:2(3))\n\tat toArray (rip:es/iterator.js:4:5(6))\n\tat f (a.ts:2:3(4))\n",
			"    at a.ts:1:2\n    at toArray (native)\n    at f (a.ts:2:3)",
		},
		"nothing of what esbuild adds": {
			"\tat g (a.ts:1:2(3))\n\tat next (native)\n\tat resume (rip:bundle:9:9(9))\n\tat f (a.ts:2:3(4))\n\tat __require (rip:bundle/packages:1:2(3))\n\tat node_modules/x/i.js (node_modules/x/i.js:5:6(7))\n",
			"    at g (a.ts:1:2)\n    at f (a.ts:2:3)\n    at node_modules/x/i.js:5:6",
		},
		"nothing of what called the app": {
			"\tat index_default (index.ts:1:2(3))\n\tat dispatch (rip-module:@rip/api:7:8(9))\n\tat rip:entry:1:22(5)\n",
			"    at index.ts:1:2",
		},
		"the names of files as they are": {
			"\tat f (my%20lib/%5Bid%5D.ts:1:2(3))\n\tat (group)/a.ts:4:5(6)\n",
			"    at f (my lib/[id].ts:1:2)\n    at (group)/a.ts:4:5",
		},
		"functions with odd names": {
			"\tat get [Symbol.x (y)] (a.ts:1:2(3))\n\tat my_default (other.ts:1:2(3))\n",
			"    at get [Symbol.x (y)] (a.ts:1:2)\n    at my_default (other.ts:1:2)",
		},
	} {
		if diff := cmp.Diff("Error: of "+name+"\n"+test.want, trace.Clean("Error: of "+name+"\n"+test.raw)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAStackOfNothingButOursIsItsHeader(t *testing.T) {
	raw := "TypeError: no\n\tof two lines\n\tat check (rip:web/x.js:1:2(3))\n\tat call (native)\n"
	if got, want := trace.Clean(raw), "TypeError: no\n\tof two lines"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextsThatAreNoRawStacksStayWhatTheyAre(t *testing.T) {
	for _, text := range []string{
		"Error: x\n    at f (rip:es/x.js:1:2)", "one line", "", "\tat the beginning of a message: no", "two\nlines (a.ts:1:2(3))",
	} {
		if got := trace.Clean(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
		if got := trace.Clean(trace.Clean("Error\n\tat a.ts:1:2(3)\n")); got != "Error\n    at a.ts:1:2" {
			t.Errorf("cleaned twice: %q", got)
		}
	}
}

func TestAnEndlessRecursionIsCutShort(t *testing.T) {
	got := trace.Clean("RangeError: deep\n" + strings.Repeat("\tat f (a.ts:1:2(3))\n", 2000))
	if lines := strings.Count(got, "\n"); lines != 100 {
		t.Errorf("%d frames are shown", lines)
	}
}

func TestFramesAreThoseOfACleanStack(t *testing.T) {
	got := trace.Frames(trace.Clean("Error: x\n\tat f (my%20lib/a.ts:1:2(3))\n\tat map (native)\n\tat /abs/b.ts:30:4(5)\n"))
	want := []trace.Frame{{"f", "my lib/a.ts", 1, 2}, {Function: "map"}, {"", "/abs/b.ts", 30, 4}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
