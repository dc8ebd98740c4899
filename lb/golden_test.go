package lb

import (
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	testkit.Golden(t, "testdata/"+name, got)
}
