package build

import (
	"context"
	"runtime"
	"strings"
)

// VersionVariable is what the linker stamps with the version.
const VersionVariable = "github.com/rip-server/rip-server/cli.stamp"

// unknownVersion is stamped when there is no git, or no repository: a source
// archive, for example.
const unknownVersion = "dev"

// Version names the state of the working tree: "v1.2.3" on a tag,
// "v1.2.3-4-gabc1234" after one, "dev-abc1234" before the first, with "-dirty"
// when there are uncommitted changes, and "dev" without git.
func (r Repo) Version(ctx context.Context) string {
	described, err := r.output(ctx, "git", "describe", "--tags", "--match=v[0-9]*", "--always", "--dirty")
	switch {
	case err != nil || described == "":
		return unknownVersion
	case strings.HasPrefix(described, "v"):
		return described
	default: // --always fell back to the commit; it is hexadecimal and never starts with v
		return unknownVersion + "-" + described
	}
}

// Binary is where Build puts rip-server, relative to the root.
const Binary = "bin/rip-server"

// Build compiles rip-server into bin/ with its version stamped.
func (r Repo) Build(ctx context.Context) error {
	return r.Run(ctx, "go", "build", "-trimpath", "-ldflags=-X "+VersionVariable+"="+r.Version(ctx), "-o", Binary, "./cmd/rip-server")
}

// Platforms are what every change must compile for.
func Platforms() []string {
	return []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64"}
}

// BuildAll compiles every package for all Platforms, and vets the tests' code
// on foreign ones, where it cannot run. It keeps no binaries. Cgo is off: a
// cross compiler is not something to ask of a contributor.
func (r Repo) BuildAll(ctx context.Context) error {
	for _, platform := range Platforms() {
		system, machine, _ := strings.Cut(platform, "/")
		env := []string{"GOOS=" + system, "GOARCH=" + machine, "CGO_ENABLED=0"}
		if err := r.RunWith(ctx, env, "go", "build", "./..."); err != nil {
			return err
		}
		if system == runtime.GOOS || machine != runtime.GOARCH {
			continue // vetted by Lint, or the same files as on the other machine
		}
		if err := r.RunWith(ctx, env, "go", "vet", "./..."); err != nil {
			return err
		}
	}
	return nil
}
