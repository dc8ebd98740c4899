//go:build mage

// The developer commands of rip-server; go tool mage NAME runs one.
package main

import (
	"context"

	"github.com/magefile/mage/mg"

	"github.com/rip-server/rip-server/internal/build"
)

// Build compiles bin/rip-server, stamped with its version.
func Build(ctx context.Context) error { return in(ctx, build.Repo.Build) }

// Deps installs the pinned bun and the test apps' npm packages, nothing globally.
func Deps(ctx context.Context) error { return in(ctx, build.Repo.Deps) }

// Serve builds rip-server and serves apps/example (RIP_ARGS="w:4 http:5002" adds arguments).
func Serve(ctx context.Context) error { return in(ctx, build.Repo.Serve) }

// Test runs all tests (TEST_ARGS="-run Queue ./lb/..." narrows it).
func Test(ctx context.Context) error {
	mg.CtxDeps(ctx, Deps)
	return in(ctx, build.Repo.Test)
}

// Race runs all tests under the race detector (TEST_ARGS as for test).
func Race(ctx context.Context) error {
	mg.CtxDeps(ctx, Deps)
	return in(ctx, build.Repo.Race)
}

// Lint checks format, vet, staticcheck, import direction, and builds for Linux and macOS.
func Lint(ctx context.Context) error { return in(ctx, build.Repo.Lint) }

// Check is what a change must pass: lint, then race.
func Check(ctx context.Context) { mg.SerialCtxDeps(ctx, Lint, Race) }

// Bench measures rip-server beside its peers, about 8 minutes (BENCH_ARGS="-list" adds flags).
func Bench(ctx context.Context) error {
	mg.SerialCtxDeps(ctx, Deps, Build)
	return in(ctx, build.Repo.Bench)
}

// Fuzz runs every fuzz target for FUZZTIME (30s).
func Fuzz(ctx context.Context) error { return in(ctx, build.Repo.Fuzz) }

// Chaos kills, stops and garbles workers under load for CHAOS_TIME (2m).
func Chaos(ctx context.Context) error {
	mg.CtxDeps(ctx, Deps)
	return in(ctx, build.Repo.Chaos)
}

// E2e runs the browser tests; they need Chromium.
func E2e(ctx context.Context) error {
	mg.CtxDeps(ctx, Deps)
	return in(ctx, build.Repo.E2E)
}

// Dashboard bundles the platform's dashboard from platform/dashboard/src into its dist.
func Dashboard(ctx context.Context) error {
	mg.CtxDeps(ctx, Deps)
	return in(ctx, build.Repo.Dashboard)
}

// Api makes the programs of @rip/api that the embedded runtime ships, after a change of api/.
func Api(ctx context.Context) error { return in(ctx, build.Repo.API) }

// Wpt runs the web-platform tests in the embedded runtime (WPT_ONLY=url/, WPT_UPDATE=1); needs apt or WPT_ROOT.
func Wpt(ctx context.Context) error { return in(ctx, build.Repo.WPT) }

// Clean removes everything that the other targets make.
func Clean(ctx context.Context) error { return in(ctx, build.Repo.Clean) }

// in does a job in this repository.
func in(ctx context.Context, job func(build.Repo, context.Context) error) error {
	repo, err := build.Here()
	if err != nil {
		return err
	}
	return job(repo, ctx)
}
