package rip_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip"
)

// runScript runs source as a program of that name, in a directory of its own,
// which is taken out of what it prints.
func runScript(t *testing.T, name, source, stdin string) (code int, stdout, stderr string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, failures bytes.Buffer
	code = rip.Run(rip.Script{
		File: file, Args: []string{"one", "two"}, Environ: []string{"RIP_CACHE_DIR=" + t.TempDir()},
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &failures, Log: slog.New(slog.DiscardHandler),
	})
	return code, out.String(), failures.String()
}

func TestScriptReadsPrintsAndEndsAsItSays(t *testing.T) {
	for name, test := range map[string]struct {
		source, out string
		code        int
	}{
		"arguments":        {`console.log process.argv[2..].join '-'`, "one-two\n", 0},
		"standard input":   {`console.log Bun.stdin.text!.trim()`, "given\n", 0},
		"top-level await":  {"x = Promise.resolve! 5\nconsole.log x", "5\n", 0},
		"a timer":          {`setTimeout (-> console.log 'late'), 1`, "late\n", 0},
		"idle timers":      {"setInterval((-> null), 1).unref()\nt = setTimeout((-> console.log 'never'), 60_000)\nt.unref()\nconsole.log t.hasRef()", "false\n", 0},
		"a timer again":    {"t = setTimeout((-> console.log 'late'), 5)\nt.unref()\nt.ref()", "late\n", 0},
		"exit":             {`process.exit 3`, "", 3},
		"exit after await": {"Promise.resolve! 1\nprocess.exit 4", "", 4},
		"exit in a timer":  {`setTimeout (-> process.exit 5), 1`, "", 5},
		"exitCode":         {`process.exitCode = 6`, "", 6},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, failures := runScript(t, "a.rip", test.source, "given\n")
			if code != test.code || out != test.out || failures != "" {
				t.Errorf("code %d, printed %q, failed with %q; want code %d, %q", code, out, failures, test.code, test.out)
			}
		})
	}
}

func TestAppThatIsRunSaysHowToServeIt(t *testing.T) {
	code, _, hint := runScript(t, "a.ts", `export default { fetch: () => new Response("") }`, "")
	if code != 0 || hint != "a.ts exports an app; to serve it: rip-server a.ts\n" {
		t.Errorf("code %d, and it says %q", code, hint)
	}
	if _, _, hint := runScript(t, "b.ts", `export default { name: "settings" }`, ""); hint != "" {
		t.Errorf("something else exported makes it say %q", hint)
	}
}

func TestScriptEndsWhenItWantsNoMoreInput(t *testing.T) {
	input, typed, err := os.Pipe() // as a terminal, it stays open
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = input.Close(), typed.Close() })
	if _, err := typed.WriteString("Ada\n"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ask.ts")
	testkit.WriteFile(t, file, `import { createInterface } from "node:readline/promises";
const rl = createInterface({ input: process.stdin, output: process.stdout });
console.log("hello " + await rl.question("name? "));
rl.close();
`)
	var out bytes.Buffer
	code := rip.Run(rip.Script{
		File: file, Environ: []string{"RIP_CACHE_DIR=" + t.TempDir()},
		Stdin: input, Stdout: &out, Stderr: &out, Log: slog.New(slog.DiscardHandler),
	})
	if code != 0 || out.String() != "name? hello Ada\n" {
		t.Errorf("code %d, printed %q", code, out.String())
	}
}

// signaller sends a signal when something is printed for the first time.
type signaller struct {
	printed bytes.Buffer
	signals chan os.Signal
}

func (s *signaller) Write(text []byte) (int, error) {
	if s.printed.Len() == 0 {
		s.signals <- syscall.SIGTERM
	}
	return s.printed.Write(text)
}

func TestScriptIsToldOfSignalsThatItListensFor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.ts")
	testkit.WriteFile(t, file, `process.on("SIGTERM", (name, number) => { console.log(name, number); process.exit(7); });
setInterval(() => {}, 1000);
console.log("up");
`)
	out := &signaller{signals: make(chan os.Signal, 1)}
	code := rip.Run(rip.Script{
		File: file, Environ: []string{"RIP_CACHE_DIR=" + t.TempDir()},
		Stdin: strings.NewReader(""), Stdout: out, Stderr: out, Signals: out.signals, Log: slog.New(slog.DiscardHandler),
	})
	if code != 7 || out.printed.String() != "up\nSIGTERM 15\n" {
		t.Errorf("code %d, printed %q", code, out.printed.String())
	}
}

func TestScriptThatThrowsNamesItsOwnLines(t *testing.T) {
	code, _, failures := runScript(t, "a.rip", "deep = -> throw new RangeError 'no'\n\ndeep()\n", "")
	want := "RangeError: no\n    at deep (a.rip:1:"
	if code != 1 || !strings.HasPrefix(failures, want) || !strings.Contains(failures, "a.rip:3:") {
		t.Errorf("code %d, failed with %q; want 1 and %q", code, failures, want)
	}
}
