package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/cli"
)

func TestMapsLeadFromOutputToSource(t *testing.T) {
	tree(t, map[string]string{"src/lib/two.rip": "export two = 2\n"})
	elsewhere := filepath.Join(t.TempDir(), "out")
	for _, out := range []string{"dist", ".", "deep/er/still", elsewhere} {
		code, _, stderr := run(t, nil, "compile", "./src/../src/lib/two.rip", "-o", out, "--map")
		if code != 0 {
			t.Fatalf("-o %s: exit code %d, %s", out, code, stderr)
		}
		path := filepath.Join(out, "src/lib/two.js.map")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source := sourceOf(t, text)
		if !filepath.IsAbs(source) {
			source = filepath.Join(filepath.Dir(path), source)
		}
		if _, err := os.Stat(source); err != nil || filepath.Base(source) != "two.rip" {
			t.Errorf("-o %s: the map's source is %s: %v", out, source, err)
		}
	}
}

func TestPrintedMapNamesTheFileAsGiven(t *testing.T) {
	tree(t, map[string]string{"src/two.rip": "export two = 2\n"})
	_, stdout, _ := run(t, nil, "compile", "src/two.rip", "--map")
	_, encoded, found := strings.Cut(stdout, "//# sourceMappingURL=data:application/json;base64,")
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if !found || err != nil {
		t.Fatalf("no map in %q: %v", stdout, err)
	}
	if source := sourceOf(t, text); source != "src/two.rip" {
		t.Errorf("the map's source is %q", source)
	}
}

// sourceOf is where a map says that its source is.
func sourceOf(t *testing.T, document []byte) string {
	t.Helper()
	var fields struct {
		SourceRoot string
		Sources    []string
		Mappings   string
	}
	if err := json.Unmarshal(document, &fields); err != nil {
		t.Fatal(err)
	}
	if len(fields.Sources) != 1 || fields.Mappings == "" {
		t.Fatalf("no map of one source: %s", document)
	}
	return fields.SourceRoot + fields.Sources[0]
}

func TestInterruptEndsTheWaitForStdin(t *testing.T) {
	stdin, terminal := io.Pipe()
	defer terminal.Close()
	signals := make(chan os.Signal, 1)
	signals <- syscall.SIGINT
	var out, complaints bytes.Buffer
	code := cli.Main(cli.Process{
		Args: []string{"compile", "--stdin"}, Stdin: stdin, Stdout: &out, Stderr: &complaints, Signals: signals,
	})
	if code != 1 || out.Len() > 0 || !strings.Contains(complaints.String(), "interrupted") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out.String(), complaints.String())
	}
}
