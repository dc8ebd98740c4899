package node

import (
	"net/netip"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"github.com/rip-server/rip-server/runtime/rip/inspect"
)

func (h *host) utilNatives() natives {
	return natives{
		"inspect": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(h.shower().Value(call.Argument(0), inspectOptions(call.Argument(1))))
		},
		"format": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(h.shower().Format(call.Arguments, inspect.Defaults()))
		},
		"formatWithOptions": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(h.shower().Format(rest(call, 1), inspectOptions(call.Argument(0))))
		},
		"errorName": func(call goja.FunctionCall) goja.Value {
			name := unix.ErrnoName(syscall.Errno(-call.Argument(0).ToInteger()))
			if name == "" {
				name = "Unknown system error " + call.Argument(0).String()
			}
			return h.vm.ToValue(name)
		},
	}
}

// shower is the inspector, made when it is first needed.
func (h *host) shower() *inspect.Inspector {
	if h.inspector == nil {
		h.inspector = inspect.New(h.vm.Runtime)
	}
	return h.inspector
}

// inspectOptions reads those of util.inspect.
func inspectOptions(v goja.Value) inspect.Options {
	options := inspect.Defaults()
	given, ok := v.(*goja.Object)
	if !ok {
		return options
	}
	count := func(name string, into *int, all int) {
		switch v := given.Get(name); {
		case v == nil || goja.IsUndefined(v):
		case goja.IsNull(v) || v.ToFloat() > 1<<30:
			*into = all
		default:
			*into = int(v.ToInteger())
		}
	}
	count("depth", &options.Depth, -1)
	count("breakLength", &options.BreakLength, 0)
	count("maxArrayLength", &options.MaxArrayLength, -1)
	count("maxStringLength", &options.MaxStringLength, -1)
	if compact := given.Get("compact"); compact != nil && goja.IsNumber(compact) {
		options.Compact = int(compact.ToInteger())
	} else if compact != nil && !goja.IsUndefined(compact) && !compact.ToBoolean() {
		options.Compact = 0
	}
	for name, into := range map[string]*bool{"colors": &options.Colors, "showHidden": &options.ShowHidden, "sorted": &options.Sorted} {
		if v := given.Get(name); v != nil {
			*into = v.ToBoolean()
		}
	}
	return options
}

// isIP is net.isIP: 4, 6 or 0.
func (h *host) isIP(call goja.FunctionCall) goja.Value {
	address, err := netip.ParseAddr(call.Argument(0).String())
	switch {
	case err != nil:
		return h.vm.ToValue(0)
	case address.Is4():
		return h.vm.ToValue(4)
	}
	return h.vm.ToValue(6)
}
