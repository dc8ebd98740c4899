package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Compile shouts, as what the app does with Rip.
func (a *app) Compile(_ context.Context, path string, src []byte) ([]byte, error) {
	switch string(src) {
	case "wrong":
		mistake := Mistake{Path: path, Line: 2, Column: 5, Message: "unclosed (", Frame: "   2 | y = (x\n     |     ^\n"}
		return nil, fmt.Errorf("compile: %w", &CompileError{Mistakes: []Mistake{mistake}})
	case "panic":
		return nil, errors.New("the compiler failed")
	}
	return []byte(strings.ToUpper(string(src))), nil
}

func postSource(t *testing.T, client *Client, path, src string) (int, string) {
	t.Helper()
	return raw(t, client, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", path, len(src), src))
}

func TestSourceIsAnsweredWithJavaScript(t *testing.T) {
	_, client := running(t)
	long := strings.Repeat("x", 2*maxBody) // of messages, not of modules
	for _, src := range []string{"x = 1", "", long} {
		if status, code := postSource(t, client, "/compile?path=a.rip", src); status != http.StatusOK || code != strings.ToUpper(src) {
			t.Errorf("%.10q: got %d %.100q", src, status, code)
		}
	}
}

func TestMistakesAreAnsweredWithTheirPlaces(t *testing.T) {
	_, client := running(t)
	status, answer := postSource(t, client, "/compile?path=dir%2Fa+b.rip", "wrong")
	want := `{"ok":false,"error":"dir/a b.rip: unclosed (","mistakes":[{"path":"dir/a b.rip","line":2,"column":5,` +
		`"message":"unclosed (","frame":"   2 | y = (x\n     |     ^\n"}]}` + "\n"
	if status != http.StatusUnprocessableEntity || answer != want {
		t.Errorf("got %d %s", status, answer)
	}
}

func TestCompileRefusalsSayWhatIsWrong(t *testing.T) {
	_, client := running(t)
	for _, c := range []struct {
		path, src string
		status    int
		want      string
	}{
		{"/compile", "x", 400, "path is missing"},
		{"/compile?path=a.rip", "panic", 500, "the compiler failed"},
		{"/compile?path=a.rip", strings.Repeat("x", maxSource+1), 413, "a.rip is larger than 16 MiB"},
	} {
		if status, answer := postSource(t, client, c.path, c.src); status != c.status || !strings.Contains(answer, c.want) {
			t.Errorf("%s: got %d %s, want %d with %q", c.path, status, answer, c.status, c.want)
		}
	}
	if status, answer := raw(t, client, "GET /compile?path=a.rip HTTP/1.1\r\nHost: x\r\n\r\n"); status != 400 || !strings.Contains(answer, "method is GET") {
		t.Errorf("GET: got %d %s", status, answer)
	}
}
