package appserver_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// vector is a request to the app of testdata/api, and what it must answer.
type vector struct {
	Method, Path    string
	Headers         map[string]string
	Body            string
	Status          int
	ResponseHeaders map[string]string
	ResponseBody    string
}

// vectors are the recorded answers of the reference framework.
func vectors(t *testing.T) (list []vector) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "api", "vectors.json"))
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil || len(list) != 63 {
		t.Fatalf("%d vectors, %v; want 63", len(list), err)
	}
	return list
}

// runtimes run a test with bun and with the embedded runtime in both ways.
func runtimes(t *testing.T, test func(t *testing.T, use func(*setup))) {
	t.Run("bun", func(t *testing.T) { test(t, func(*setup) {}) })
	isolations(t, test)
}

func TestAPIAnswersAsTheReferenceDoes(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		s := serve(t, filepath.Join("testdata", "api", "app.rip"), func(c *setup) { use(c); c.Workers = 1 }).ready()
		for _, v := range vectors(t) {
			var fields []string
			for name, value := range v.Headers {
				fields = append(fields, name+": "+value)
			}
			answer := s.send(v.Method, v.Path, v.Body, fields...)
			v.check(s, answer)
		}
	})
}

func TestAPITellsTheLengthOfWhatHeadAsksFor(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		dir := t.TempDir()
		testkit.WriteFile(t, filepath.Join(dir, "index.rip"), "import { get } from '@rip/api'\nget '/', -> 'four'\nget '/file', -> @send 'index.rip'\n")
		s := serve(t, dir, func(c *setup) { use(c); c.Workers = 1 }).ready()
		for _, path := range []string{"/", "/file"} {
			whole, answer := s.get(path), s.send("HEAD", path, "")
			want := strconv.Itoa(len(whole.Body))
			if got := answer.Header.Get("Content-Length"); answer.Status != 200 || got != want || answer.Body != "" {
				t.Errorf("HEAD %s: %d, Content-Length %q, body %q; want length %s", path, answer.Status, got, answer.Body, want)
			}
		}
	})
}

func (v vector) check(t testing.TB, answer testkit.Answer) {
	t.Helper()
	name := strings.Join([]string{v.Method, v.Path, v.Body}, " ")
	if answer.Status != v.Status || answer.Body != v.ResponseBody {
		t.Errorf("%s: got %d %q, want %d %q", name, answer.Status, answer.Body, v.Status, v.ResponseBody)
	}
	for header, want := range v.ResponseHeaders {
		if got := strings.Join(answer.Header.Values(header), ", "); got != want {
			t.Errorf("%s: the header %s is %q, want %q", name, header, got, want)
		}
	}
}
