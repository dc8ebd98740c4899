package webcrypto

import (
	"slices"

	"github.com/dop251/goja"
)

// allUsages are those there are, in the order that keys have them.
func allUsages() []string {
	return []string{"encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"}
}

// usages converts an argument that is a sequence of them; duplicates go.
func (p *platform) usages(v goja.Value) []string {
	o, ok := v.(*goja.Object)
	if !ok || o.GetSymbol(goja.SymIterator) == nil {
		panic(p.vm.NewTypeError("The key's usages must be an array"))
	}
	var given []string
	p.vm.ForOf(o, func(v goja.Value) bool {
		usage := v.String()
		if !slices.Contains(allUsages(), usage) {
			panic(p.vm.NewTypeError("%q is no usage of a key", usage))
		}
		given = append(given, usage)
		return true
	})
	return common(allUsages(), given)
}

// common is what is in both lists, in the order of the first.
func common(list, other []string) []string {
	var both []string
	for _, s := range list {
		if slices.Contains(other, s) {
			both = append(both, s)
		}
	}
	return both
}

// checkUsages is an error unless all usages are allowed.
func (a *algorithm) checkUsages(usages, allowed []string) error {
	for _, usage := range usages {
		if !slices.Contains(allowed, usage) {
			return failed(syntax, "A key of %s is not for %s", a.name, usage)
		}
	}
	return nil
}

// grant gives a key the usages it may have.
func (k *key) grant(extractable bool, usages []string) {
	allowed := k.algorithm.ownUsages
	if k.kind == "public" {
		allowed = k.algorithm.publicUsages
	}
	k.usages = common(usages, allowed)
	k.extractable = extractable
}

// useless is an error if a key that is no public one is for nothing.
func (k *key) useless() error {
	if k.kind != "public" && len(k.usages) == 0 {
		return failed(syntax, "The %s key would be for nothing: give it a usage, one of %v", k.kind, k.algorithm.ownUsages)
	}
	return nil
}
