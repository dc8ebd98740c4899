package appserver_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/control"
)

func newCompiler(t *testing.T) control.Compiler {
	t.Helper()
	c, err := appserver.Compiler([]string{"RIP_CACHE_DIR=" + t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompilerTellsPlacesAsTheControlSocketWantsThem(t *testing.T) {
	c := newCompiler(t)
	code, err := c.Compile(t.Context(), "a.rip", []byte("x = 1\n\nexport y = x\n"))
	if want := "const x = 1;\n\nexport const y = x;"; err != nil || strings.TrimSpace(string(code)) != want {
		t.Errorf("got %q, %v", code, err)
	}
	_, err = c.Compile(t.Context(), "lib/a.rip", []byte("x = 1\ny = (x\n"))
	var wrong *control.CompileError
	if !errors.As(err, &wrong) || len(wrong.Mistakes) != 1 || wrong.More != 0 {
		t.Fatalf("got %v", err)
	}
	m := wrong.Mistakes[0]
	if m.Path != "lib/a.rip" || m.Line != 2 || m.Column != 5 || m.Message == "" || !strings.HasPrefix(m.Frame, "   2 | y = (x\n     |     ^\n") {
		t.Errorf("got %+v", m)
	}
}

func TestOfVeryManyMistakesTheFirstAreTold(t *testing.T) {
	_, err := newCompiler(t).Compile(t.Context(), "a.rip", []byte("LIMIT =! 1\n"+strings.Repeat("LIMIT = 2\n", 50)))
	var wrong *control.CompileError
	if !errors.As(err, &wrong) || len(wrong.Mistakes) != 20 || wrong.More != 30 {
		t.Errorf("got %d mistakes and %d more of %v", len(wrong.Mistakes), wrong.More, err)
	}
}
