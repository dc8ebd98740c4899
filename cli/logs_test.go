package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/control"
)

// following is an app whose worker prints a second line when somebody has
// read the first.
type following struct {
	control.Admin // the other orders are not given
	book          *control.LogBook
}

func (following) Status() control.Status {
	return control.Status{App: "shop", Variant: "dev", Status: "healthy"}
}

func (f following) Logs(ctx context.Context, lines int, follow bool) <-chan control.LogLine {
	return f.book.Read(ctx, lines, follow)
}

// reader is a terminal that has the worker print more, and then goes away
// with its server.
type reader struct {
	bytes.Buffer
	onLine map[string]func()
}

func (r *reader) Write(p []byte) (int, error) {
	if then := r.onLine[strings.TrimSpace(string(p))]; then != nil {
		defer then()
	}
	return r.Buffer.Write(p)
}

func TestFollowedLogsGoOnUntilTheServerEnds(t *testing.T) {
	dir, err := os.MkdirTemp("", "rip") // short, for the bound of socket paths
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	app := following{book: control.NewLogBook(10)}
	server, err := control.Listen(control.Options{App: "shop", Socket: filepath.Join(dir, "dev_shop.ctl.sock"), Admin: app})
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve() }() // ends with Close
	say := func(text string) {
		app.book.Append(control.LogLine{Worker: "1-1", Stream: "stdout", Text: text})
	}
	say("first")
	closed := make(chan error, 1)
	out := &reader{onLine: map[string]func(){
		"[1-1] first":  func() { say("second") },
		"[1-1] second": func() { go func() { closed <- server.Close(context.Background()) }() },
	}}
	var complaints bytes.Buffer
	code := Main(Process{Args: []string{"logs", "-f"}, Environ: []string{"RIP_RUNTIME_DIR=" + dir}, Stdout: out, Stderr: &complaints})
	if code != 0 || out.String() != "[1-1] first\n[1-1] second\n" {
		t.Errorf("exit code %d, printed %q, complained %q", code, out.String(), complaints.String())
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}
