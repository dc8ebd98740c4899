package config_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rip-server/rip-server/config"
)

var update = flag.Bool("update", false, "rewrite the files that tests compare with")

func TestReferencePageIsWhatTheKeysSay(t *testing.T) {
	golden(t, "../docs/configuration.md", config.Reference())
}

func TestFlagUsageIsWhatTheKeysSay(t *testing.T) {
	golden(t, "testdata/usage.txt", flags(t).FlagUsages())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-file +now); run go test ./config -update and look at the change\n%s", path, diff)
	}
}
