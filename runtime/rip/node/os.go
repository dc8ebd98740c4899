package node

import (
	"maps"
	"os"
	"runtime"
	"slices"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

func (h *host) osNatives() natives {
	text := func(get func() (string, error)) func(goja.FunctionCall) goja.Value {
		return func(goja.FunctionCall) goja.Value {
			s, err := get()
			if err != nil {
				panic(h.thrown(err))
			}
			return h.vm.ToValue(s)
		}
	}
	return natives{
		"hostname": text(os.Hostname),
		"homedir":  text(os.UserHomeDir),
		"tmpdir":   text(func() (string, error) { return os.TempDir(), nil }),
		"cpus":     func(goja.FunctionCall) goja.Value { return h.vm.ToValue(runtime.NumCPU()) },
		"uname":    func(goja.FunctionCall) goja.Value { return h.uname() },
		"user": func(goja.FunctionCall) goja.Value {
			return h.vm.NewArray(os.Getuid(), os.Getgid())
		},
	}
}

// uname is [type, release, version, machine].
func (h *host) uname() goja.Value {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		panic(h.thrown(err))
	}
	return h.strings([]string{
		unix.ByteSliceToString(u.Sysname[:]), unix.ByteSliceToString(u.Release[:]),
		unix.ByteSliceToString(u.Version[:]), unix.ByteSliceToString(u.Machine[:]),
	})
}
