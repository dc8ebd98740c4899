package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
)

func (p *Process) planSystemd(plan *servicePlan, f *serviceFlags) error {
	unit, systemctl := plan.name+".service", []string{"systemctl"}
	logs := "journalctl -fu " + unit
	plan.path = filepath.Join("/etc/systemd/system", unit)
	if f.user {
		home, err := p.home()
		if err != nil {
			return err
		}
		base := cmp.Or(p.getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config"))
		plan.path = filepath.Join(base, "systemd", "user", unit)
		systemctl = append(systemctl, "--user")
		logs = "journalctl --user -fu " + unit
		plan.hints = append(plan.hints, "it starts with your first login; \"loginctl enable-linger\" has it start with the machine")
	}
	step := func(words ...string) []string { return append(append([]string{}, systemctl...), words...) }
	plan.start = [][]string{step("daemon-reload"), step("enable", "--now", unit)}
	plan.stop = [][]string{step("disable", "--now", unit)}
	plan.forget = [][]string{step("daemon-reload")}
	plan.hints = append(plan.hints, "its logs: "+logs)
	return nil
}

// systemdUnit is the unit file.
func systemdUnit(plan *servicePlan, f *serviceFlags, c serviceCommand) string {
	var b strings.Builder
	target := "multi-user.target"
	if f.user {
		target = "default.target"
	}
	what := "rip-server platform"
	if c.app != "" {
		what = "rip-server, serving " + c.app
	}
	fmt.Fprintf(&b, `# %s. Change it with "systemctl edit", so that
# a later install with --force does not lose what you changed.
[Unit]
Description=%s
After=network-online.target
Wants=network-online.target

[Service]
Type=notify
ExecStart=%s
# New code, or for a platform nothing; no request is lost.
ExecReload=/bin/kill -HUP $MAINPID
WorkingDirectory=%s
Restart=always
RestartSec=1
WatchdogSec=30
# Only the server is told to stop: it ends its workers when they have answered.
KillMode=mixed
TimeoutStopSec=45
LimitNOFILE=65536
NoNewPrivileges=yes
`, writtenByUs, what, systemdWords(append([]string{c.program}, c.args...)), systemdWords([]string{c.dir}))
	if !f.user {
		b.WriteString(systemOnly(plan, f, c))
	}
	fmt.Fprintf(&b, "\n[Install]\nWantedBy=%s\n", target)
	return b.String()
}

// systemOnly is what takes the rights of the system's own manager: another
// user, directories of its own, and the walls around it. A unit of a user would
// fail with most of it.
func systemOnly(plan *servicePlan, f *serviceFlags, c serviceCommand) string {
	capabilities := ""
	if c.lowPort {
		capabilities = "CAP_NET_BIND_SERVICE"
	}
	return fmt.Sprintf(`
User=%[3]s
# What it keeps, and where the commands find it: as that user,
#   RIP_RUNTIME_DIR=/run/%[1]s rip-server status
StateDirectory=%[1]s
StateDirectoryMode=0700
CacheDirectory=%[1]s
CacheDirectoryMode=0700
RuntimeDirectory=%[1]s
RuntimeDirectoryMode=0700
RuntimeDirectoryPreserve=restart
Environment=RIP_HOME=/var/lib/%[1]s RIP_CACHE_DIR=/var/cache/%[1]s RIP_RUNTIME_DIR=/run/%[1]s

# Walls. Apps can write to their own directories; ProtectSystem=strict with
# ReadWritePaths= is tighter. MemoryDenyWriteExecute is not for engines that
# compile, as bun does.
AmbientCapabilities=%[2]s
CapabilityBoundingSet=%[2]s
ProtectSystem=full
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
`, plan.name, capabilities, f.runAs)
}

// systemdWords writes words as systemd reads them (systemd.service(5), "Command
// lines"): % and $ stand for themselves when they are doubled.
func systemdWords(words []string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`, `$`, `$$`)
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = escape.Replace(word)
		if word == "" || strings.ContainsAny(word, " \t'\";\\") {
			quoted[i] = `"` + quoted[i] + `"`
		}
	}
	return strings.Join(quoted, " ")
}
