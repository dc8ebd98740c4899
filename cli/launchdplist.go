package cli

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func (p *Process) planLaunchd(plan *servicePlan, f *serviceFlags) error {
	domain := "system"
	plan.path = filepath.Join("/Library/LaunchDaemons", plan.name+".plist")
	if f.user {
		home, err := p.home()
		if err != nil {
			return err
		}
		plan.path = filepath.Join(home, "Library", "LaunchAgents", plan.name+".plist")
		domain = "gui/" + strconv.Itoa(os.Getuid())
	}
	plan.start = [][]string{{"launchctl", "bootstrap", domain, plan.path}}
	plan.stop = [][]string{{"launchctl", "bootout", domain + "/" + plan.name}}
	plan.hints = []string{"its logs: tail -f " + launchdLog(plan, f)}
	return nil
}

// launchdLog is where the service's output goes.
func launchdLog(plan *servicePlan, f *serviceFlags) string {
	if f.user { // the file is in ~/Library/LaunchAgents
		return filepath.Join(filepath.Dir(plan.dir()), "Logs", plan.name+".log")
	}
	return "/var/log/" + plan.name + ".log"
}

// launchdPlist is the property list (launchd.plist(5)). ExitTimeOut is more than
// the server takes to answer what is in flight.
func launchdPlist(plan *servicePlan, f *serviceFlags, c serviceCommand) string {
	var words strings.Builder
	for _, word := range append([]string{c.program}, c.args...) {
		fmt.Fprintf(&words, "    <string>%s</string>\n", xmlText(word))
	}
	user := ""
	if !f.user {
		user = fmt.Sprintf("  <key>UserName</key><string>%s</string>\n", xmlText(f.runAs))
	}
	log := xmlText(launchdLog(plan, f))
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- %s -->
<plist version="1.0">
<dict>
  <key>Label</key><string>%s</string>
  <key>ProgramArguments</key>
  <array>
%s  </array>
  <key>WorkingDirectory</key><string>%s</string>
%s  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>ProcessType</key><string>Interactive</string>
  <key>ExitTimeOut</key><integer>45</integer>
  <key>SoftResourceLimits</key><dict><key>NumberOfFiles</key><integer>65536</integer></dict>
  <key>HardResourceLimits</key><dict><key>NumberOfFiles</key><integer>65536</integer></dict>
  <key>StandardOutPath</key><string>%s</string>
  <key>StandardErrorPath</key><string>%s</string>
</dict>
</plist>
`, writtenByUs, xmlText(plan.name), words.String(), xmlText(c.dir), user, log, log)
}

func xmlText(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic("cli: a strings.Builder failed: " + err.Error())
	}
	return b.String()
}
