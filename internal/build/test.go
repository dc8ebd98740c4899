package build

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// testTimeout bounds one package's tests. The slowest run real servers and
// workers; several times what they take on two cores, with the race detector.
const testTimeout = "10m"

// chaosSlack is what a chaos test may take beyond its time, to start and to drain.
const chaosSlack = 5 * time.Minute

// Test runs go test. The environment variable TEST_ARGS adds flags, and packages
// instead of all: TEST_ARGS="-run Queue -v ./lb/...".
func (r Repo) Test(ctx context.Context) error { return r.test(ctx, nil) }

// Race is Test under the race detector.
func (r Repo) Race(ctx context.Context) error { return r.test(ctx, raceEnv(), "-race") }

// raceEnv has programs with the race detector end at their end, and not a second
// later, as is its default: tests start hundreds. What GORACE says prevails.
func raceEnv() []string {
	return []string{strings.TrimSpace("GORACE=atexit_sleep_ms=0 " + os.Getenv("GORACE"))}
}

func (r Repo) test(ctx context.Context, env []string, flags ...string) error {
	extra := strings.Fields(os.Getenv("TEST_ARGS"))
	args := append(append([]string{"test", "-timeout=" + testTimeout}, flags...), extra...)
	if !namesPackage(extra) {
		args = append(args, "./...")
	}
	return r.RunWith(ctx, env, "go", args...)
}

// namesPackage reports whether one of the words is a package of this module,
// which are written ./… here.
func namesPackage(words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(word, ".") {
			return true
		}
	}
	return false
}

// Chaos runs the chaos tests for as long as CHAOS_TIME says, 2m without it.
// They read that variable themselves and are short when it is unset.
func (r Repo) Chaos(ctx context.Context) error {
	text := envOr("CHAOS_TIME", "2m")
	duration, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("CHAOS_TIME: %w (write 90s, 10m or 1h)", err)
	}
	timeout := duration + chaosSlack
	return r.RunWith(ctx, append(raceEnv(), "CHAOS_TIME="+text),
		"go", "test", "-race", "-count=1", "-v", "-timeout="+timeout.String(), "-run=Chaos", "./...")
}

// E2E runs the tests of the packages that have test files behind the build tag
// e2e: those drive a browser.
func (r Repo) E2E(ctx context.Context) error {
	tagged, err := r.taggedPackages(ctx, "e2e")
	if err != nil {
		return err
	}
	if len(tagged) == 0 {
		r.Say("no package has tests behind the build tag e2e yet")
		return nil
	}
	args := append([]string{"test", "-tags=e2e", "-count=1", "-timeout=" + testTimeout}, tagged...)
	return r.Run(ctx, "go", args...)
}

// taggedPackages are the import paths of the packages that have more test
// files with the build tag than without.
func (r Repo) taggedPackages(ctx context.Context, tag string) ([]string, error) {
	plain, err := Packages(ctx, r.Root, "")
	if err != nil {
		return nil, err
	}
	tests := make(map[string]int, len(plain))
	for _, p := range plain {
		tests[p.ImportPath] = len(p.Tests())
	}
	with, err := Packages(ctx, r.Root, "", tag)
	if err != nil {
		return nil, err
	}
	var tagged []string
	for _, p := range with {
		if len(p.Tests()) > tests[p.ImportPath] {
			tagged = append(tagged, p.ImportPath)
		}
	}
	return tagged, nil
}

// envOr is the environment variable's value, or fallback when it is unset or empty.
func envOr(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
