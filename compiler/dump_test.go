package compiler_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/internal/testkit"
)

func TestDumpsAreAsInTheirGoldenFiles(t *testing.T) {
	for _, path := range sources(t, "dump") {
		tokens, err := compiler.Tokens([]byte(read(t, path)), compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, strings.TrimSuffix(path, ".rip")+".tokens", tokens)
		tree, err := compiler.AST([]byte(read(t, path)), compiler.Options{})
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, strings.TrimSuffix(path, ".rip")+".ast", tree)
	}
}

// Every program of the tests has a tree that can be written down, whatever
// kinds of nodes are in it.
func TestEveryProgramHasADump(t *testing.T) {
	for _, folder := range []string{"forms", "programs"} {
		for _, path := range sources(t, folder) {
			if tree, err := compiler.AST([]byte(read(t, path)), compiler.Options{}); err != nil || strings.Count(tree, "\n") < 10 {
				t.Errorf("%s: tree of %d bytes, error %v", path, len(tree), err)
			}
		}
	}
}

func TestDumpsOfABrokenFileAreItsDiagnostics(t *testing.T) {
	for _, dump := range []func([]byte, compiler.Options) (string, error){compiler.Tokens, compiler.AST} {
		text, err := dump([]byte("x = 'a\n"), compiler.Options{Path: "app.rip"})
		var list diag.List
		if text != "" || !errors.As(err, &list) || list[0].Path != "app.rip" {
			t.Errorf("text %q, error %v, want a diagnostic of app.rip", text, err)
		}
	}
}
