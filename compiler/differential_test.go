package compiler_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/internal/progen"
	"github.com/rip-server/rip-server/internal/testkit"
)

// programsTried is how many generated programs a test run tries; the
// environment's RIP_PROGRAMS asks for more.
func programsTried(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("RIP_PROGRAMS")
	if text == "" {
		return 300
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("RIP_PROGRAMS=%s: want a number of programs", text)
	}
	return n
}

// Generated programs log each effect they have. Whatever the nesting of
// closures, loops, defaults and values, the effects come in the order of the
// source, each once, and every name is the variable that the rules say.
func TestGeneratedProgramsDoWhatTheirTreeSays(t *testing.T) {
	n := programsTried(t)
	long, failed := 0, 0
	for seed := range n {
		p, ok := progen.New(seed)
		if !ok {
			long++
			continue
		}
		if err := runGenerated(p); err != nil {
			t.Errorf("seed %d: %v", seed, err)
			if failed++; failed == 5 {
				t.Fatal("more will fail; RIP_PROGRAMS sets how many are tried")
			}
		}
	}
	if long > int(n)/5 {
		t.Errorf("%d of %d programs ran for too long to be tests", long, n)
	}
}

// runGenerated compiles and runs a program in goja.
func runGenerated(p progen.Program) error {
	result, err := compiler.Compile([]byte(p.Source), compiler.Options{})
	if err != nil {
		return fmt.Errorf("%w\nof\n%s", err, p.Source)
	}
	got, err := evaluate(string(result.Code) + "\n;main()")
	if err != nil || got != p.Want {
		return fmt.Errorf("error %v\n got %s\nwant %s\nof\n%s\n%s", err, got, p.Want, p.Source, result.Code)
	}
	return nil
}

func TestGeneratedProgramsDoSoUnderBunToo(t *testing.T) {
	testkit.Bun(t) // or skip, before all the work
	modules, programs := map[string]string{}, map[string]progen.Program{}
	for seed := range programsTried(t) {
		p, ok := progen.New(seed)
		if !ok {
			continue
		}
		result, err := compiler.Compile([]byte(p.Source), compiler.Options{})
		if err != nil {
			t.Fatalf("seed %d: %v\nof\n%s", seed, err, p.Source)
		}
		name := fmt.Sprintf("seed%d", seed)
		modules[name], programs[name] = string(result.Code)+"\nexport const value = await main();\n", p
	}
	for name, got := range underBun(t, modules) {
		if want := programs[name].Want; got != want {
			t.Errorf("%s:\n got %s\nwant %s\nof\n%s\n%s", name, got, want, programs[name].Source, modules[name])
		}
	}
}
