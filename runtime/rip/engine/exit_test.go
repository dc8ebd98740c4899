package engine_test

import (
	"errors"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// A timer's process.exit unwinds as an error that nothing catches.
func TestAnExitThatTheAppAskedForIsNotReportedAsAFailure(t *testing.T) {
	var output testkit.Buffer
	vm, err := engine.New(engine.Host{Stderr: &output})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Loop.Close()
	var exited *engine.Exited
	err = vm.Do(func() error {
		vm.Exit(3)
		vm.Report(errors.New("interrupted"))
		return nil
	})
	if !errors.As(err, &exited) || exited.Code != 3 {
		t.Errorf("the VM ended with %v", err)
	}
	if text := output.String(); text != "" {
		t.Errorf("reported: %q", text)
	}
}
