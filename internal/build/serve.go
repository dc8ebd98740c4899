package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// exampleApp is what Serve serves.
const exampleApp = "./apps/example"

// Serve builds rip-server and becomes it, on the example app. It replaces this
// process, so that the terminal and its signals are the server's alone: mage
// and go tool wait behind it and hand on no ctrl-C of their own, one press
// arrives once. (A SIGTERM for go tool ends mage and not the server; tying
// their lives by PR_SET_PDEATHSIG was tried, and sent it one or two signals,
// where two mean "now". `rip-server stop` ends it in order.) It returns only
// when something failed. The environment variable RIP_ARGS adds arguments:
// RIP_ARGS="w:4 http:5002".
func (r Repo) Serve(ctx context.Context) error {
	if err := r.ensureRuntime(ctx); err != nil {
		return err
	}
	if err := r.Build(ctx); err != nil {
		return err
	}
	binary := filepath.Join(r.Root, Binary)
	argv := append([]string{"rip-server", exampleApp}, strings.Fields(os.Getenv("RIP_ARGS"))...)
	r.Say("%s", strings.Join(argv, " "))
	env := slices.DeleteFunc(r.Environ(), func(v string) bool { return strings.HasPrefix(v, "RIP_ARGS=") }) // ours, not a setting
	return fmt.Errorf("start %s: %w", binary, syscall.Exec(binary, argv, env))
}

// ensureRuntime installs the pinned bun when there is no bun at all. It goes
// before the build: who lacks npm too should not wait for that message.
func (r Repo) ensureRuntime(ctx context.Context) error {
	if r.Bun() != "" {
		return nil
	}
	err := r.Deps(ctx)
	if errors.Is(err, ErrNoNPM) {
		return ErrNoRuntime
	}
	return err
}
