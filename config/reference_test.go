package config_test

import (
	"testing"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/testkit"
)

func TestReferencePageIsWhatTheKeysSay(t *testing.T) {
	testkit.Golden(t, "../docs/configuration.md", config.Reference())
}

func TestFlagUsageIsWhatTheKeysSay(t *testing.T) {
	testkit.Golden(t, "testdata/usage.txt", flags(t).FlagUsages())
}
