package worker_test

import (
	"testing"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/internal/testkit"
)

// With -update it makes it; go tool mage api does that.
func TestShippedFilesAreWhatAdoptMakes(t *testing.T) {
	text, err := api.Adopt()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "adopt.js", text)
}
