package ca

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestStepsByHandAreForEverySystemAndFitATerminal(t *testing.T) {
	page := windowsSteps + strings.TrimPrefix(Manual("FILE"), windowsSteps)
	testkit.Golden(t, "testdata/manual.txt", page)
	for line := range strings.Lines(page) {
		if len(line) > 83 { // with its end
			t.Errorf("%d characters: %s", len(line), line)
		}
	}
}
