package bundle_test

import (
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// wantValues runs programs, each to the value of its last expression, as a string.
// One that panics or goes on for ever fails for itself alone.
func wantValues(t *testing.T, programs map[string]string) {
	t.Helper()
	for source, want := range programs {
		if value, err := valueOf(t, source); err != nil || value != want {
			t.Errorf("%s: %s, %v; want %s", source, value, err, want)
		}
	}
}

func valueOf(t *testing.T, source string) (string, error) {
	t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			t.Errorf("%s: panic %v", source, cause)
		}
	}()
	program, err := bundle.Compile(source)
	if err != nil {
		return "", err
	}
	vm := goja.New()
	stop := time.AfterFunc(5*time.Second, func() { vm.Interrupt("it goes on for ever") })
	defer stop.Stop()
	value, err := vm.RunProgram(program)
	if err != nil {
		return "", err
	}
	return value.String(), nil
}
