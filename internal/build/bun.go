package build

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ErrNoRuntime says what is missing to run apps, and how to get it.
var ErrNoRuntime = errors.New(`no JavaScript runtime found: rip-server runs apps with bun, and there is none in tools/ or on PATH, nor npm to install it with.
Get one of these, then run the command again:
  npm   part of Node.js: https://nodejs.org, "apt-get install npm" on Debian, "brew install node" on macOS;
        the pinned bun is then installed into tools/, nothing globally
  bun   https://bun.sh, on PATH`)

// toolsBin is where npm puts the pinned bun, relative to the root.
const toolsBin = "tools/node_modules/.bin"

// Environ is the environment with the pinned bun first on PATH, so that tests,
// benchmarks and the example run with the version in tools/package.json
// whatever else is installed.
func (r Repo) Environ() []string {
	environ := os.Environ()
	for i, entry := range environ {
		if path, found := strings.CutPrefix(entry, "PATH="); found {
			environ[i] = "PATH=" + filepath.Join(r.Root, toolsBin) + string(os.PathListSeparator) + path
		}
	}
	return environ
}

// Bun is the path of the bun that the targets use: the pinned one, else the
// first on PATH. It is empty when there is none.
func (r Repo) Bun() string {
	if pinned, err := exec.LookPath(filepath.Join(r.Root, toolsBin, "bun")); err == nil {
		return pinned
	}
	found, err := exec.LookPath("bun")
	if err != nil {
		return ""
	}
	return found
}
