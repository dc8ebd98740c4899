package worker

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestNativesOfTheAPISayWhatItsJavaScriptSays(t *testing.T) {
	vm := goja.New()
	built := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(testkit.Root(t), "api", "src", "path.ts")},
		Bundle:      true, Format: api.FormatIIFE, GlobalName: "paths",
	})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors)
	}
	if _, err := vm.RunString(string(built.OutputFiles[0].Contents)); err != nil {
		t.Fatal(err)
	}
	for name, native := range map[string]func(string) string{"pathOf": pathOf, "queryOf": queryOf} {
		fn, _ := goja.AssertFunction(vm.Get("paths").(*goja.Object).Get(name))
		for _, url := range urls() {
			want, err := fn(goja.Undefined(), vm.ToValue(url))
			if err != nil {
				t.Fatal(err)
			}
			if got := native(url); got != want.String() {
				t.Errorf("%s(%q) is %q, not %q as in JavaScript", name, url, got, want)
			}
		}
	}
}

// urls are such as requests have, and texts of the same pieces that they cannot have.
func urls() []string {
	all := []string{"http://h/", "http://h", "http://h/a/b?c=d/..", "http://h?x", "https://h:8/a//b/../c/./d/", "http://h/..", "http://h/.well-known/x", "http://h/a.b/"}
	pieces := []string{"/", "/", "//", ".", "..", "/.", "a", "bc", "?", "#", "%2e", ":", "://", "http://h"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var url strings.Builder
		if random.IntN(4) > 0 {
			url.WriteString("http://h")
		}
		for range random.IntN(9) {
			url.WriteString(pieces[random.IntN(len(pieces))])
		}
		all = append(all, url.String())
	}
	return all
}
