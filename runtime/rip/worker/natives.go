package worker

import (
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// giveNatives gives @rip/api what it does for each request and what Go does in a
// tenth of the time: see api/src/natives.ts. Its clock is one without the rest of
// performance, with which every app would load events, clones and observers.
func giveNatives(vm *engine.VM) error {
	symbol, err := nativesSymbol.Run(vm)
	if err != nil {
		return err
	}
	natives := vm.NewObject()
	began := time.Now()
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"now":     func(goja.FunctionCall) goja.Value { return vm.ToValue(float64(time.Since(began).Nanoseconds()) / 1e6) },
		"pathOf":  func(call goja.FunctionCall) goja.Value { return vm.ToValue(pathOf(call.Argument(0).String())) },
		"queryOf": func(call goja.FunctionCall) goja.Value { return vm.ToValue(queryOf(call.Argument(0).String())) },
	} {
		if err := natives.DefineDataProperty(name, vm.Function(name, 1, fn), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
			return err
		}
	}
	return vm.GlobalObject().DefineDataPropertySymbol(symbol.(*goja.Symbol), natives, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

var nativesSymbol = engine.NewScript("rip:natives", `Symbol.for("rip.natives")`)

// pathOf is the function of that name of api/src/path.ts; a test compares them.
func pathOf(url string) string {
	from := after(url, "/", strings.Index(url, "://")+3)
	if from < 0 {
		return "/"
	}
	path, _, _ := strings.Cut(url[from:], "?")
	if strings.Contains(path, "//") || strings.Contains(path, "/.") {
		path = resolved(path)
	}
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	return path
}

// after is the index of a part of text, from a place on; -1 when there is none.
func after(text, part string, from int) int {
	i := strings.Index(text[min(from, len(text)):], part)
	if i < 0 {
		return i
	}
	return i + from
}

// resolved is a path without parts that are empty or dots.
func resolved(path string) string {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		switch part {
		case "", ".":
		case "..":
			parts = parts[:max(len(parts)-1, 0)]
		default:
			parts = append(parts, part)
		}
	}
	return "/" + strings.Join(parts, "/")
}

// queryOf is the function of that name of api/src/path.ts.
func queryOf(url string) string {
	_, query, _ := strings.Cut(url, "?")
	return query
}
