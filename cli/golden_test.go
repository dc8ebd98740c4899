package cli_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/cli"
	"github.com/rip-server/rip-server/internal/testkit"
)

// run is the program as a function.
func run(t *testing.T, environ []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	environ = append([]string{"RIP_RUNTIME_DIR=" + filepath.Join(t.TempDir(), "none")}, environ...)
	code = cli.Main(cli.Process{
		Args: args, Environ: environ, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &complaints,
	})
	return code, out.String(), complaints.String()
}

// golden compares got with a file of testdata/golden.
func golden(t *testing.T, name, got string) {
	t.Helper()
	testkit.Golden(t, filepath.Join("testdata", "golden", name+".txt"), got)
}

func TestHelpPages(t *testing.T) {
	for name, args := range map[string][]string{
		"root": {}, "serve": {"serve", "--help"}, "status": {"status", "-h"}, "stop": {"help", "stop"}, "upgrade": {"upgrade", "-h"},
		"scale": {"scale", "--help"}, "logs": {"logs", "--help"}, "config": {"config"}, "platform": {"platform", "-h"}, "list": {"help", "list"}, "top": {"top", "-h"}, "token": {"token"}, "deploy": {"deploy", "-h"}, "doctor": {"doctor", "-h"},
		"worker-check": {"worker-check", "-h"}, "bench": {"bench", "-h"},
		"new": {"new", "-h"}, "build": {"build", "-h"}, "compile": {"compile", "-h"}, "check": {"check", "-h"}, "run": {"run", "-h"}, "types": {"types", "-h"}, "completion": {"help", "completion"},
		"ca": {"ca"}, "service": {"service", "install", "-h"}, "ca-trust": {"ca", "trust", "-h"}, "topic-https": {"help", "https"},
		"topic-environment": {"help", "environment"}, "topic-words": {"help", "words"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := run(t, nil, args...)
			if code != 0 || stderr != "" {
				t.Errorf("exit code %d, stderr %q", code, stderr)
			}
			if name != "serve" && name != "doctor" && name != "deploy" {
				golden(t, "help-"+name, stdout)
				return
			}
			head, _, _ := strings.Cut(stdout, "\nFlags\n") // the rest is config's, and tested there
			golden(t, "help-"+name, head)
		})
	}
}

func TestEveryPageIsReadableInAPipe(t *testing.T) {
	_, list, _ := run(t, nil, "help", "nothing-of-the-kind")
	if list != "" {
		t.Fatalf("an unknown topic printed %q", list)
	}
	pages := [][]string{{}, {"config", "keys"}, {"config", "explain"}}
	for _, subject := range []string{
		"words", "config", "environment", "workers", "reload", "https", "errors", "signals", "sockets",
		"serve", "status", "stop", "restart", "reload", "upgrade", "scale", "logs", "doctor", "ca", "service", "platform", "deploy", "undeploy", "list", "start", "rollback", "events", "top", "open", "token", "worker-check", "bench",
		"new", "compile", "check", "run", "types", "completion", "man", "version", "help",
	} {
		pages = append(pages, []string{"help", subject})
	}
	for _, args := range pages {
		code, page, stderr := run(t, []string{"TERM=xterm-256color"}, args...)
		if code != 0 || page == "" {
			t.Errorf("%v: exit code %d, %s", args, code, stderr)
		}
		for i, line := range strings.Split(page, "\n") {
			if strings.Contains(line, "\x1b") || strings.TrimRight(line, " ") != line {
				t.Errorf("%v:%d: escape codes or blanks at the end: %q", args, i+1, line)
			}
			if width := len([]rune(line)); width > 82 && len(args) > 0 && args[0] == "help" {
				t.Errorf("%v:%d: %d characters wide: %s", args, i+1, width, line)
			}
		}
	}
}

func TestMistakesSayWhatToDoAndExitWithTwo(t *testing.T) {
	var all strings.Builder
	for _, line := range []string{
		"stauts", "help wrods", "help nothing", "--wrokers=4", "status --jsno", "status one two", "stop --all shop",
		"logs -n -1", "scale", "scale a b c", "completion", "completion tcsh", "config chekc", "ww:4", "w:2 w:3", "a.ts b.ts",
		"worker-check --bogus", "version now", "compile", "compile a.rip b.rip", "compile --stdin a.rip", "compile --stdin -o dist",
		"compile a.rip --path b.rip", "compile a.rip --out=", "compile ../a.rip -o dist", "compile a a.rip -o dist", "compile --ast", "compile --ast --tokens a.rip", "compile --ast --map a.rip", "run", "run --fast a.rip", "check", "check --jsno", "chekc", "ca int", "ca:int", "ca init now", "ca export a --serve", "new", "new a b", "new shop --template=sites", "new shop --template=rails",
		"upgrade --binary=/no/such/program", "platform now", "platform 1 2", "platform 70000", "deploy", "deploy shop", "deploy ./shop", "undeploy", "start", "rollback shop one", "top --interval=1ms", "token mint", "token create", "events a b", "list --jsno", "service instal", "stop --all shop --server=:",
	} {
		code, stdout, stderr := run(t, nil, strings.Fields(line)...)
		if code != 2 || stdout != "" {
			t.Errorf("%s: exit code %d, stdout %q", line, code, stdout)
		}
		all.WriteString("$ rip-server " + line + "\n" + stderr)
	}
	golden(t, "mistakes", all.String())
}

func TestNothingRunningIsAFailure(t *testing.T) {
	for _, verb := range []string{"list", "apps", "undeploy shop", "start shop", "rollback shop", "events", "top", "open", "token list", "deploy shop .", "platform stop"} {
		code, _, stderr := run(t, nil, strings.Fields(verb)...)
		if code != 1 || !strings.Contains(stderr, `no platform is running; start one with "rip-server platform"`) {
			t.Errorf("%s: exit code %d, %q", verb, code, stderr)
		}
	}
	for _, verb := range []string{"status", "stop", "restart", "reload", "upgrade", "logs", "scale 2"} {
		code, _, stderr := run(t, nil, strings.Fields(verb)...)
		if code != 1 || !strings.Contains(stderr, "no server is running") {
			t.Errorf("%s: exit code %d, %q", verb, code, stderr)
		}
	}
}

func TestColoursAreForTerminalsWithoutNoColor(t *testing.T) {
	forced := []string{"TERM=xterm-256color", "TTY_FORCE=1"}
	if _, page, _ := run(t, forced, "help", "words"); !strings.Contains(page, "\x1b[") {
		t.Error("no colours where they are wanted")
	}
	_, page, _ := run(t, append(forced, "NO_COLOR=1"), "help", "words")
	if strings.Contains(page, "\x1b[3") {
		t.Errorf("colours in spite of NO_COLOR: %q", page)
	}
}
