package token_test

import (
	"testing"

	"github.com/rip-server/rip-server/compiler/token"
)

func TestEveryKindHasANameOfItsOwn(t *testing.T) {
	seen := map[string]token.Kind{}
	unnamed := 0
	for k := token.EOF; k <= token.Reserved; k++ {
		name := k.String()
		if name == "" {
			unnamed++ // where the words begin there is a kind that no token has
			continue
		}
		if other, twice := seen[name]; twice {
			t.Errorf("kinds %d and %d are both called %q", other, k, name)
		}
		seen[name] = k
	}
	if unnamed != 1 {
		t.Errorf("%d kinds have no name", unnamed-1)
	}
}
