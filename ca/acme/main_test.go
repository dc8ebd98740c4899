package acme

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, testkit.OutliveCertmagic()...) }
