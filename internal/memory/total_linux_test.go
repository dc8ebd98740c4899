package memory_test

import (
	"testing"

	"github.com/rip-server/rip-server/internal/memory"
)

func TestTotalIsWhatAMachineHas(t *testing.T) {
	if got := memory.Total(); got < 64<<20 || got > 64<<40 {
		t.Errorf("got %d bytes", got)
	}
}
