package bunbridge_test

import (
	"bufio"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// gated answers / when a file named "go" appears in the app's directory, and
// everything else at once.
const gated = `
import { existsSync } from "node:fs";
export default async (request: Request) => {
  if (new URL(request.url).pathname !== "/") return new Response("at once");
  console.log("started");
  while (!existsSync("go")) await Bun.sleep(2);
  return new Response("finished");
};`

// begin sends GET / and returns when the handler runs; the channel gets its body.
func (p *process) begin() <-chan string {
	p.t.Helper()
	body := make(chan string, 1)
	// Ends with the request, which the client's timeout bounds.
	go func() {
		response, err := p.client.Get("http://worker/")
		if err != nil {
			body <- err.Error()
			return
		}
		defer response.Body.Close()
		line, _ := bufio.NewReader(response.Body).ReadString('\n')
		body <- response.Status + " " + line
	}()
	p.wantOutput("started")
	return body
}

// mode changes how an app is run.
type mode = func(*runtime.App)

func module(app *runtime.App) { app.HotReload = "module" }
func none(app *runtime.App)   { app.HotReload = "none" }
func prod(app *runtime.App)   { app.HotReload, app.Env = "none", "prod" }

func TestJoinTellsWhoTheWorkerIs(t *testing.T) {
	p := launch(t, files{"index.ts": answering("", "1")})
	got := <-p.control.joined
	want := message{Op: "join", App: "test", WorkerID: "1-1", Socket: p.socket, PID: p.cmd.Process.Pid, Version: 7}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.wantBody("1") // it joins only when it can answer
}

func TestSocketIsForItsOwnerOnly(t *testing.T) {
	p := start(t, files{"index.ts": "import { writeFileSync } from 'node:fs';\n" +
		"export default () => (writeFileSync('made', ''), new Response('made'));"})
	info, err := os.Stat(p.socket)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v; want nothing for others", info.Mode(), err)
	}
	p.wantBody("made")
	made, err := os.Stat(filepath.Join(p.app, "made"))
	if err != nil || made.Mode().Perm() != 0o644 {
		t.Errorf("the app's files have mode %v, %v; the umask is not the app's", made.Mode(), err)
	}
}

func TestRefusedJoinIsPrintedAndExits(t *testing.T) {
	p := prepare(t, files{"index.ts": answering("", "1")})
	p.control.refuseJoins("pid 1 is not ours")
	p.run(p.command())
	p.wantExit(1)
	p.wantOutput("refused with 403: pid 1 is not ours")
}

func TestJoinWaitsForAControlSocketThatComesLate(t *testing.T) {
	p := prepare(t, files{"index.ts": answering("", "1")})
	p.control.stop()
	p.run(p.command())
	eventually(t, func() bool { _, err := os.Stat(p.socket); return err == nil }, func() string { return "it does not listen" })
	p.control = newControlServer(t, p.control.path)
	<-p.control.joined
}

func TestSecondRequestIsToldThatTheWorkerIsBusy(t *testing.T) {
	for _, mode := range []string{"none", "module"} {
		p := start(t, files{"index.ts": gated}, func(app *runtime.App) { app.HotReload = mode })
		first := p.begin()
		for range 10 {
			response, _ := p.send(http.MethodGet, "/other", nil)
			if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Rip-Worker-Busy") != "1" {
				t.Fatalf("%s: got %s %v", mode, response.Status, response.Header)
			}
		}
		p.write(files{"go": ""})
		if got := <-first; got != "200 OK finished" {
			t.Errorf("%s: the first request got %q", mode, got)
		}
		if status, body := p.get("/other"); status != http.StatusOK || body != "at once" {
			t.Errorf("%s: got %d %q after the turn", mode, status, body)
		}
	}
}

func TestSigtermQuitsFinishesAndExits(t *testing.T) {
	p := start(t, files{"index.ts": gated})
	first := p.begin()
	p.signal(syscall.SIGTERM)
	if got := <-p.control.quit; got.Op != "quit" || got.App != "test" || got.WorkerID != "1-1" {
		t.Errorf("got %+v", got)
	}
	response, _ := p.send(http.MethodGet, "/other", nil)
	if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Rip-Worker-Draining") != "1" {
		t.Errorf("while draining: got %s %v", response.Status, response.Header)
	}
	p.write(files{"go": ""})
	if got := <-first; got != "200 OK finished" {
		t.Errorf("the running request got %q", got)
	}
	p.wantExit(0)
}

func TestSigtermWaitsForAStreamedBody(t *testing.T) {
	p := start(t, files{"index.ts": `
import { existsSync } from "node:fs";
export default () => new Response(new ReadableStream({ async start(c) {
  c.enqueue("begin ");
  console.log("started");
  while (!existsSync("go")) await Bun.sleep(2);
  c.enqueue("end");
  c.close();
} }));`})
	first := p.begin()
	p.signal(syscall.SIGTERM)
	<-p.control.quit
	p.write(files{"go": ""})
	if got := <-first; got != "200 OK begin end" {
		t.Errorf("got %q", got)
	}
	p.wantExit(0)
}

func TestIdleWorkerExitsOnSigtermThoughConnectionsAreOpen(t *testing.T) {
	p := start(t, files{"index.ts": answering("", "1")})
	p.wantBody("1") // leaves a kept-alive connection
	p.signal(syscall.SIGTERM)
	p.wantExit(0)
}

func TestSigintIsLeftToTheManager(t *testing.T) {
	p := start(t, files{"index.ts": answering("", "1")})
	p.signal(syscall.SIGINT)
	p.wantBody("1")
	p.signal(syscall.SIGTERM)
	p.wantExit(0)
}

func TestWorkerEndsWithItsManager(t *testing.T) {
	p := start(t, files{"index.ts": gated})
	first := p.begin()
	if err := p.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	p.wantExit(0)
	<-first
}

func TestFailedLoadExitsWithTheReason(t *testing.T) {
	for name, test := range map[string]struct {
		app  files
		want string
	}{
		"throws":     {files{"index.ts": "throw new Error('no database')"}, "no database"},
		"syntax":     {files{"index.ts": "export default ("}, "index.ts"},
		"no exports": {files{"index.ts": "export {}"}, "no exports at all"},
		"rip":        {files{"index.rip": "x = 1\ny = (x\n"}, "index.rip:2:5: "},
		"Bun.serve":  {files{"index.ts": "Bun.serve({ port: 1 })"}, "an object with fetch(request)"},
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, test.app, none)
			p.wantExit(1)
			p.wantOutput(test.want)
			if len(p.control.joined) != 0 {
				t.Error("it joined all the same")
			}
		})
	}
}

func TestQuietEventStreamIsNotCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("waits longer than bun's default idle timeout")
	}
	p := start(t, files{"index.ts": `export default async () => { console.log("started"); await Bun.sleep(11_000); return new Response("late"); }`}, none)
	select {
	case got := <-p.begin():
		if got != "200 OK late" {
			t.Errorf("got %q", got)
		}
	case <-time.After(patience):
		t.Error("no answer")
	}
}

func TestEventStreamEndsTheTurnAtItsHead(t *testing.T) {
	p := start(t, files{"index.ts": `
export default (request: Request) => new URL(request.url).pathname === "/events"
  ? new Response(new ReadableStream({ start(c) { c.enqueue("data: 1\n\n") } }), { headers: { "Content-Type": "text/event-stream" } })
  : new Response("free");`})
	conn, err := net.Dial("unix", p.socket)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	for line := ""; line != "data: 1\n"; {
		if line, err = reader.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	p.wantBody("free")
}
