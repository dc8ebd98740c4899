package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// ErrNoNPM says how to get npm.
var ErrNoNPM = errors.New(`npm is not on PATH; it installs bun into tools/ and the test apps' packages, nothing globally.
It is part of Node.js: https://nodejs.org, "apt-get install npm" on Debian, "brew install node" on macOS`)

// lockfiles are what Deps installs from: the pinned bun, the example apps that
// use packages, the packages that the embedded runtime is tried with, and what
// the dashboard is bundled from. Paths relative to the root, as globs.
func lockfiles() []string {
	return []string{"tools/package-lock.json", "apps/*/package-lock.json", "runtime/rip/testdata/npm/package-lock.json", dashboard + "/package-lock.json"}
}

// Deps installs exactly what the lockfiles say, each beside its lockfile. A
// folder that is up to date costs one small file to read.
func (r Repo) Deps(ctx context.Context) error {
	for _, pattern := range lockfiles() {
		locks, err := filepath.Glob(filepath.Join(r.Root, pattern))
		if err != nil {
			return fmt.Errorf("find %s: %w", pattern, err)
		}
		for _, lock := range locks {
			if err := r.install(ctx, lock); err != nil {
				return err
			}
		}
	}
	return nil
}

// install runs npm ci for one lockfile, unless the stamp that it leaves in
// node_modules says that this very lockfile is installed. npm ci removes
// node_modules first, and the stamp with it, so a broken install has none.
func (r Repo) install(ctx context.Context, lock string) error {
	dir := filepath.Dir(lock)
	stamp := filepath.Join(dir, "node_modules", ".rip-deps")
	want, err := hashOf(lock)
	if err != nil {
		return err
	}
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return ErrNoNPM
	}
	relative, err := filepath.Rel(r.Root, dir)
	if err != nil {
		return fmt.Errorf("install %s: %w", lock, err)
	}
	if err := r.Run(ctx, "npm", "ci", "--prefix", relative, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"); err != nil {
		return err
	}
	if err := r.unpackBun(ctx, relative); err != nil {
		return err
	}
	if err := os.WriteFile(stamp, []byte(want), 0o644); err != nil {
		return fmt.Errorf("remember that %s is installed: %w", lock, err)
	}
	return nil
}

// unpackBun runs the one install script we rely on: the bun package's moves the
// binary for this machine into place. npm itself is told to run none, because
// whether it does depends on its version and settings.
func (r Repo) unpackBun(ctx context.Context, dir string) error {
	script := filepath.Join(dir, "node_modules", "bun", "install.js")
	if _, err := os.Stat(filepath.Join(r.Root, script)); err != nil {
		return nil // this folder does not install bun
	}
	return r.Run(ctx, "node", script)
}

// hashOf is the SHA-256 of a file, in hexadecimal.
func hashOf(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read lockfile: %w", err)
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), nil
}
