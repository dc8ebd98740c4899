package bunbridge_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// write saves files of the app, as an editor would.
func (p *process) write(app files) {
	p.t.Helper()
	for name, content := range app {
		path := filepath.Join(p.app, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			p.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *process) remove(name string) {
	p.t.Helper()
	if err := os.Remove(filepath.Join(p.app, name)); err != nil {
		p.t.Fatal(err)
	}
}

// get answers with status and body.
func (p *process) get(path string, header ...string) (int, string) {
	p.t.Helper()
	response, body := p.send(http.MethodGet, path, nil, header...)
	return response.StatusCode, body
}

func (p *process) send(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	p.t.Helper()
	request, err := http.NewRequest(method, "http://worker"+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Fatalf("%s %s: %v\n%s", method, path, err, p.output)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return response, string(content)
}

// wantBody fails unless the answer to GET / is 200 and body.
func (p *process) wantBody(body string) {
	p.t.Helper()
	if status, got := p.get("/"); status != http.StatusOK || got != body {
		p.t.Fatalf("got %d %q, want 200 %q\n%s", status, got, body, p.output)
	}
}

// wantFailure fails unless the answer to GET / is 500 and has all parts in it.
func (p *process) wantFailure(parts ...string) {
	p.t.Helper()
	status, got := p.get("/")
	for _, part := range parts {
		if status != http.StatusInternalServerError || !strings.Contains(got, part) {
			p.t.Fatalf("got %d %s, want 500 with %q", status, got, part)
		}
	}
}

func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// wantExit waits for the process's end and fails unless its code is code.
func (p *process) wantExit(code int) {
	p.t.Helper()
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.t.Fatalf("the worker did not exit\n%s", p.output)
	}
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("exit code %d, want %d\n%s", got, code, p.output)
	}
}

// wantOutput waits until the worker has printed text.
func (p *process) wantOutput(text string) {
	p.t.Helper()
	eventually(p.t, func() bool { return strings.Contains(p.output.String(), text) },
		func() string { return "output without " + text + ":\n" + p.output.String() })
}
