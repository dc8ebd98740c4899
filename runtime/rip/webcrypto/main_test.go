package webcrypto_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
	"github.com/rip-server/rip-server/runtime/rip/webcrypto"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// run evaluates the body of an async function in a new VM and returns what it
// returned, as text, or what it threw.
func run(t testing.TB, body string) string {
	t.Helper()
	var stderr bytes.Buffer
	vm, err := engine.New(engine.Host{Stderr: &stderr}, web.Feature, webcrypto.Feature)
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Loop.Close()
	var result string
	err = vm.Do(func() error {
		v, err := vm.RunString(prelude + "(async () => {" + body + "\n})()")
		if err != nil {
			return err
		}
		p := v.Export().(*goja.Promise)
		if err := vm.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
			return err
		}
		result = p.Result().String()
		if p.State() == goja.PromiseStateRejected {
			result = "thrown: " + result
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s\n%v\n%s", body, err, &stderr)
	}
	return result
}

// prelude is what the bodies of the tests use.
const prelude = `
const { subtle } = crypto;
const bytes = (text) => new TextEncoder().encode(text);
const hex = (data) => [...new Uint8Array(data)].map((b) => b.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));
const failure = (promise) => Promise.resolve(promise).then(() => 'none', (e) => e.name);
`

// expect is a table of bodies and what they return.
func expect(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		if got := run(t, c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", strings.TrimSpace(c[0]), got, c[1])
		}
	}
}
