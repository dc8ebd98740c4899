package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ordered is what a deploy with that command line asks for, as JSON.
func ordered(t *testing.T, remote bool, line string) (string, error) {
	t.Helper()
	p := &Process{Environ: os.Environ()}
	cmd := newDeploy(p)
	cmd.ResetFlags() // those are bound to variables of its own
	addPlatformFlags(cmd)
	d := addDeployFlags(cmd)
	if err := cmd.ParseFlags(strings.Fields(line)); err != nil {
		t.Fatal(err)
	}
	order, err := p.deployment(cmd, d, cmd.Flags().Args(), remote)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), nil
}

func TestDeployReadsTheWordsAndFlagsOfServe(t *testing.T) {
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"shop .": `{"name":"shop","directory":"DIR"}`,
		"shop w:4 ./shop 3005 prod r:100 --max-memory=512M":                                        `{"name":"shop","directory":"DIR/shop","workers":4,"port":3005,"settings":{"env":"prod","maxMemory":"512M","requests":"100"}}`,
		"shop /srv/shop --update --no-access-log":                                                  `{"name":"shop","directory":"/srv/shop","settings":{"accessLog":"false"},"update":true}`,
		"docs /srv/docs --path /docs --strip-path --idle-stop 10m --host a.test,b.test --no-start": `{"name":"docs","directory":"/srv/docs","hosts":["a.test","b.test"],"path":"/docs","stripPath":true,"idleStop":"10m","start":false}`,
		"shop /srv/shop --update --copy":                                                           `{"name":"shop","directory":"/srv/shop","update":true,"copy":true}`,
		"shop /srv/shop --update --copy=false":                                                     `{"name":"shop","directory":"/srv/shop","update":true,"copy":false}`,
		"shop /srv/shop https:8443 cert.pem key.pem -e A=1 -e B=x=y":                               `{"name":"shop","directory":"/srv/shop","httpsPort":8443,"settings":{"cert":"DIR/cert.pem,DIR/key.pem"},"environ":{"A":"1","B":"x=y"}}`,
	} {
		got, err := ordered(t, false, line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if diff := cmp.Diff(strings.ReplaceAll(want, "DIR", dir), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
}

func TestDeployMistakesSayWhatToWrite(t *testing.T) {
	for line, want := range map[string]string{
		"":                             "which app?",
		"./shop":                       "./shop is no name for an app; the name comes first",
		"shop":                         "rip-server deploy shop ./path",
		"shop . ww:4":                  "did you mean w:4?",
		"shop . w:2 w:3":               "contradict each other",
		"shop . --idle-stop=soon":      "give a time such as 10m",
		"shop . -e A":                  "write NAME=value",
		"shop . --queue-timeout-ms=no": "--queue-timeout-ms: ",
	} {
		if _, err := ordered(t, false, line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
	if _, err := ordered(t, true, "shop ./shop"); err == nil || !strings.Contains(err.Error(), "path on the platform's machine") {
		t.Errorf("a relative path for another machine: %v", err)
	}
}
