package web

import (
	"maps"
	"slices"

	"github.com/dop251/goja"
	urlpattern "github.com/dunglas/go-urlpattern"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// urlPattern is a URLPattern.
type urlPattern struct {
	engine.Expandos
	*urlpattern.URLPattern
}

// installPattern defines URLPattern at its first use.
func installPattern(vm *engine.VM) error {
	vm.DefineLazyGlobal("URLPattern", func() goja.Value {
		p := patterns{vm: vm, realm: realmOf(vm)}
		class := engine.NewClass(vm, "URLPattern", 0, p.construct)
		for name, get := range map[string]func(*urlPattern) string{
			"protocol": (*urlPattern).protocol, "username": (*urlPattern).username, "password": (*urlPattern).password,
			"hostname": (*urlPattern).hostname, "port": (*urlPattern).port, "pathname": (*urlPattern).pathname,
			"search": (*urlPattern).search, "hash": (*urlPattern).hash,
		} {
			class.Getter(name, func(u *urlPattern) goja.Value { return vm.ToValue(get(u)) })
		}
		class.Getter("hasRegExpGroups", func(u *urlPattern) goja.Value { return vm.ToValue(u.HasRegexpGroups()) })
		class.Method("test", 0, func(u *urlPattern, call goja.FunctionCall) goja.Value {
			return vm.ToValue(p.match(u, call) != nil)
		})
		class.Method("exec", 0, func(u *urlPattern, call goja.FunctionCall) goja.Value {
			if result := p.match(u, call); result != nil {
				return p.result(result, call)
			}
			return goja.Null()
		})
		return class.Constructor
	})
	return nil
}

func (u *urlPattern) protocol() string { return u.Protocol() }
func (u *urlPattern) username() string { return u.Username() }
func (u *urlPattern) password() string { return u.Password() }
func (u *urlPattern) hostname() string { return u.Hostname() }
func (u *urlPattern) port() string     { return u.Port() }
func (u *urlPattern) pathname() string { return u.Pathname() }
func (u *urlPattern) search() string   { return u.Search() }
func (u *urlPattern) hash() string     { return u.Hash() }

// patterns makes and asks the URLPatterns of one VM.
type patterns struct {
	vm    *engine.VM
	realm *realm
}

// construct takes (input, baseURL, options), (input, options) or (init, options).
func (p patterns) construct(call goja.ConstructorCall) *urlPattern {
	base, options := call.Argument(1), call.Argument(2)
	if _, isOptions := base.(*goja.Object); isOptions || goja.IsNull(base) {
		base, options = goja.Undefined(), base
	}
	settings := &urlpattern.Options{}
	if o := dictionary(p.vm, options, "URLPattern"); o != nil {
		settings.IgnoreCase = flag(o, "ignoreCase")
	}
	var pattern *urlpattern.URLPattern
	var err error
	if init := p.init(call.Argument(0), base); init != nil {
		pattern, err = init.New(settings)
	} else {
		pattern, err = urlpattern.New(p.realm.text(call.Argument(0)).String(), p.optional(base), settings)
	}
	if err != nil {
		panic(p.vm.NewTypeError("URLPattern: the pattern is not valid: %s", err))
	}
	return &urlPattern{URLPattern: pattern}
}

// init is the dictionary that input is, or nil when it is a string.
func (p patterns) init(input, base goja.Value) *urlpattern.URLPatternInit {
	o, ok := input.(*goja.Object)
	if !ok && !goja.IsUndefined(input) {
		return nil
	}
	if !goja.IsUndefined(base) {
		panic(p.vm.NewTypeError("URLPattern: a base URL goes with a string; give baseURL in the object"))
	}
	init := &urlpattern.URLPatternInit{}
	if o == nil {
		return init
	}
	for name, member := range map[string]**string{
		"protocol": &init.Protocol, "username": &init.Username, "password": &init.Password, "hostname": &init.Hostname,
		"port": &init.Port, "pathname": &init.Pathname, "search": &init.Search, "hash": &init.Hash, "baseURL": &init.BaseURL,
	} {
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			text := p.realm.text(v).String()
			*member = &text
		}
	}
	return init
}

func (p patterns) optional(v goja.Value) string {
	if goja.IsUndefined(v) {
		return ""
	}
	return p.realm.text(v).String()
}

func (p patterns) match(u *urlPattern, call goja.FunctionCall) *urlpattern.URLPatternResult {
	if init := p.init(call.Argument(0), call.Argument(1)); init != nil {
		return u.ExecInit(init)
	}
	return u.Exec(p.realm.text(call.Argument(0)).String(), p.optional(call.Argument(1)))
}

// result is the object that exec returns.
func (p patterns) result(found *urlpattern.URLPatternResult, call goja.FunctionCall) goja.Value {
	o := p.vm.NewObject()
	must(o.Set("inputs", p.vm.NewArray(anyOf(call.Arguments)...)))
	for _, component := range []struct {
		name  string
		match urlpattern.URLPatternComponentResult
	}{
		{"protocol", found.Protocol},
		{"username", found.Username},
		{"password", found.Password},
		{"hostname", found.Hostname},
		{"port", found.Port},
		{"pathname", found.Pathname},
		{"search", found.Search},
		{"hash", found.Hash},
	} {
		groups := p.vm.NewObject()
		for _, name := range slices.Sorted(maps.Keys(component.match.Groups)) {
			must(groups.Set(name, component.match.Groups[name]))
		}
		part := p.vm.NewObject()
		must(part.Set("input", component.match.Input))
		must(part.Set("groups", groups))
		must(o.Set(component.name, part))
	}
	return o
}

func anyOf(values []goja.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
