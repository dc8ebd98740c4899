package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrNoWPT says how to get the web-platform tests where apt cannot.
var ErrNoWPT = errors.New(`the web-platform tests come from Debian's source package of nodejs, and this machine has no apt with a Debian mirror.
Set WPT_ROOT to a checkout of them (https://github.com/web-platform-tests/wpt); some expectations will then differ, because versions do`)

// wptSuite is the Debian release whose nodejs has the tests that the
// expectations in runtime/rip/wpt were written for.
const wptSuite = "trixie"

// wptTimeout bounds the run; it takes a few minutes on two cores.
const wptTimeout = "30m"

// WPT runs the web-platform tests in the embedded runtime. WPT_ROOT names a
// directory that has them already; WPT_UPDATE and WPT_ONLY are the tests' own.
func (r Repo) WPT(ctx context.Context) error {
	root := os.Getenv("WPT_ROOT")
	if root == "" {
		var err error
		if root, err = r.fetchWPT(ctx); err != nil {
			return err
		}
	}
	return r.RunWith(ctx, []string{"WPT_ROOT=" + root},
		"go", "test", "-count=1", "-v", "-timeout="+wptTimeout, "-run=TestWebPlatformTests$", "./runtime/rip/wpt")
}

// fetchWPT returns the directory of the web-platform tests in the user's cache
// and fills it first if it is empty. They are not part of the repository.
func (r Repo) fetchWPT(ctx context.Context) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a place for the web-platform tests: %w", err)
	}
	home := filepath.Join(cache, "rip-server", "wpt-"+wptSuite)
	root := filepath.Join(home, "tests")
	if _, err := os.Stat(filepath.Join(root, "resources", "testharness.js")); err == nil {
		return root, nil
	}
	mirror, err := r.debianMirror(ctx)
	if err != nil {
		return "", err
	}
	apt, err := newPrivateApt(filepath.Join(home, "apt"), mirror)
	if err != nil {
		return "", err
	}
	if err := r.Run(ctx, "apt-get", apt.args("update")...); err != nil {
		return "", err
	}
	if err := r.download(ctx, apt); err != nil {
		return "", err
	}
	return root, r.unpackWPT(ctx, apt, root)
}

// debianMirror is the mirror that the machine's own apt uses.
func (r Repo) debianMirror(ctx context.Context) (string, error) {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return "", ErrNoWPT
	}
	out, err := r.output(ctx, "apt-get", "indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(REPO_URI)", "Created-By: Packages")
	if err != nil {
		return "", fmt.Errorf("ask apt for its mirrors: %w", err)
	}
	for line := range strings.Lines(out) {
		if uri, ok := strings.CutPrefix(strings.TrimSpace(line), "Debian|Debian|"); ok {
			return uri, nil
		}
	}
	return "", ErrNoWPT
}

// download puts the source package's files into the private directory.
func (r Repo) download(ctx context.Context, apt privateApt) error {
	command := r.command(ctx, nil, "apt-get", apt.args("source", "--download-only", "--only-source", "nodejs")...)
	command.Dir = apt.dir
	r.Say("apt-get source nodejs, in %s", apt.dir)
	if err := command.Run(); err != nil {
		return fmt.Errorf("download the source package of nodejs: %w", err)
	}
	return nil
}

// unpackWPT takes the tests out of the source package and drops the rest.
func (r Repo) unpackWPT(ctx context.Context, apt privateApt, root string) error {
	archives, err := filepath.Glob(filepath.Join(apt.dir, "nodejs_*.orig.tar.xz"))
	if err != nil || len(archives) != 1 {
		return fmt.Errorf("find the source of nodejs in %s: %d archives (remove the folder and try again)", apt.dir, len(archives))
	}
	unpacked := root + ".new"
	if err := os.MkdirAll(unpacked, 0o755); err != nil {
		return fmt.Errorf("unpack the web-platform tests: %w", err)
	}
	// node-VERSION/test/fixtures/wpt/url/… → url/…
	err = r.Run(ctx, "tar", "-xf", archives[0], "-C", unpacked, "--strip-components=4", "--wildcards", "*/test/fixtures/wpt/*")
	if err != nil {
		return err
	}
	if err := os.Rename(unpacked, root); err != nil {
		return fmt.Errorf("unpack the web-platform tests: %w", err)
	}
	return os.RemoveAll(apt.dir)
}
