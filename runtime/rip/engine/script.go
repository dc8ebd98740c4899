package engine

import (
	"fmt"
	"sync"

	"github.com/dop251/goja"
)

// Script is JavaScript of our own, embedded in the binary: compiled at its
// first use, once per process, and run in any number of VMs. Safe for
// concurrent use.
type Script struct {
	compile func() (*goja.Program, error)
}

// NewScript returns the script with that name, for stack traces, and source.
func NewScript(name, source string) *Script {
	return NewScriptFrom(name, func() string { return source })
}

// NewScriptFrom is NewScript for a source that is made when the script is compiled:
// of the scripts of a package most are never used, and each would be copied out of
// its embedded file at every start.
func NewScriptFrom(name string, source func() string) *Script {
	return &Script{sync.OnceValues(func() (*goja.Program, error) {
		return goja.Compile(name, source(), true)
	})}
}

// Run runs the script in vm, which is held, and returns its completion value.
func (s *Script) Run(vm *VM) (goja.Value, error) {
	program, err := s.compile()
	if err != nil {
		return nil, fmt.Errorf("compile a script of the runtime itself: %w", err)
	}
	return vm.RunProgram(program)
}
