package node_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

func TestFileIsAResponsesBodyWithoutPassingThroughJavaScript(t *testing.T) {
	w := newWorld(t)
	content := strings.Repeat("0123456789", 100_000)
	if err := os.WriteFile(filepath.Join(w.Host.Dir, "page.html"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	answer := w.answer(t, `() => new Response(Bun.file('page.html'))`)
	if answer.Stream == nil || answer.Length != int64(len(content)) || answer.Body != nil {
		t.Fatalf("stream %v, length %d, body of %d bytes", answer.Stream, answer.Length, len(answer.Body))
	}
	got, err := io.ReadAll(answer.Stream)
	if err != nil || string(got) != content {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if err := answer.Stream.Close(); err != nil {
		t.Error(err)
	}
	for _, field := range answer.Headers {
		if field.Name == "content-type" && field.Value != "text/html;charset=utf-8" {
			t.Errorf("content type %q", field.Value)
		}
	}
}

func TestPartOfAFileIsSentAlone(t *testing.T) {
	w := newWorld(t)
	if err := os.WriteFile(filepath.Join(w.Host.Dir, "a"), []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	answer := w.answer(t, `() => new Response(Bun.file('a').slice(2, 5))`)
	got, err := io.ReadAll(answer.Stream)
	if err != nil || string(got) != "234" || answer.Length != 3 {
		t.Errorf("%q %v, length %d", got, err, answer.Length)
	}
}

func TestFileThatIsNotThereFailsByItsName(t *testing.T) {
	expect(t, [][2]string{
		{`try { new Response(Bun.file('nope')) } catch (e) { return e.code + ' ' + e.message }`, "ENOENT ENOENT: no such file or directory, open 'nope'"},
		{`return await Bun.file('nope').json().catch((e) => e.code)`, "ENOENT"},
	})
}

// answer is what a handler answers to a request.
func (w *world) answer(t *testing.T, handler string) (answer *web.Answer) {
	t.Helper()
	err := w.Do(func() error {
		fn, err := w.RunString("(" + handler + ")")
		if err != nil {
			return err
		}
		h, err := web.NewHandler(w.VM, fn, nil, nil)
		if err != nil {
			return err
		}
		answer, err = h.Handle(&web.Incoming{Method: "GET", Scheme: "http", Host: "app.example", Target: "/"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestServeIsTheHosts(t *testing.T) {
	w := newWorld(t)
	var port goja.Value
	node.SetServe(w.VM, func(call goja.FunctionCall) goja.Value {
		port = call.Argument(0).(*goja.Object).Get("port")
		return goja.Undefined()
	})
	if _, err := w.run(`require('bun').serve({ port: 3000, fetch() {} })`); err != nil || port.ToInteger() != 3000 {
		t.Errorf("port %v, %v", port, err)
	}
}
