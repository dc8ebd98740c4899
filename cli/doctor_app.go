package cli

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/runtime/bunbridge"
	"github.com/rip-server/rip-server/runtime/rip"
)

// examineApp looks at what one app needs. Without its configuration there is
// still the runtime to look at.
func (p *Process) examineApp(args []string, flags *pflag.FlagSet, file string) []finding {
	a, err := p.loadApp(args, flags, file)
	if err != nil {
		found := broken("app", "name the app's directory or entry file: rip-server doctor ./app", "%v", err)
		var usage *usageError
		if errors.As(err, &usage) {
			found = broken("config", "mend it there; \"rip-server config keys\" lists what there is", "%v", err)
		}
		return append([]finding{found}, p.examineBun(".")...)
	}
	findings := []finding{ok("app", "%s, entry %s", a.Config.Name, shortPath(a.entry.File))}
	if len(a.Warnings) == 0 {
		findings = append(findings, ok("config", "%s, %d workers, hot reload %s", a.Config.Env, a.Config.Workers, a.Config.HotReload))
	}
	for _, w := range a.Warnings {
		findings = append(findings, warning("config", "\"rip-server config explain\" shows where each value comes from", "%s", w))
	}
	findings = append(findings, p.examineRuntime(a)...)
	findings = append(findings, examineAPI(a.entry.Dir)...)
	return append(findings, p.examineListening(a)...)
}

// examineRuntime looks at what serve would run the app with.
func (p *Process) examineRuntime(a *app) []finding {
	rt, err := p.runtimeFor(a)
	if err == nil && rt.Name() == rip.Name {
		found := ok("runtime", "%s", rt.Describe())
		if a.Config.Runtime == "auto" {
			found = ok("runtime", "%s; there is no bun, and none is needed", rt.Describe())
		}
		return []finding{found}
	}
	return p.examineBun(a.entry.Dir)
}

// examineBun finds the bun that serve would, and says when another one is
// first on the PATH: `bun` in a shell is then not what runs the app.
func (p *Process) examineBun(dir string) []finding {
	bun, err := bunbridge.Find(dir, p.Environ)
	if errors.Is(err, bunbridge.ErrNotFound) && p.getenv("RIP_BUN") == "" {
		return []finding{ok("runtime", "the embedded one: there is no bun, and none is needed")}
	}
	if err != nil {
		return []finding{broken("bun", "npm install bun in the app, or get it from https://bun.sh", "%v", err)}
	}
	findings := []finding{ok("bun", "%s", bun.Describe())}
	for _, folder := range filepath.SplitList(p.getenv("PATH")) {
		first := filepath.Join(folder, "bun")
		info, err := os.Stat(first)
		if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			continue
		}
		chosen, err := os.Stat(bun.Path())
		if err == nil && !os.SameFile(info, chosen) {
			findings = append(findings, warning("bun", "RIP_BUN="+first+" would take that one",
				"bun on the PATH is %s, which is not the one that runs the app", first))
		}
		break
	}
	return findings
}
