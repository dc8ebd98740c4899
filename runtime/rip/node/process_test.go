package node_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/node"
)

func TestProcessKnowsItsScript(t *testing.T) {
	w := newWorld(t, func(h *engine.Host) { h.Main, h.Args, h.Cwd = "/apps/main.ts", []string{"-x", "y"}, "/somewhere" })
	got, err := w.run(`return [process.argv.slice(1).join(' '), process.cwd(), require('path').resolve('a'), Bun.main, process.env.HOME].join()`)
	if want := "/apps/main.ts -x y,/somewhere,/somewhere/a,/apps/main.ts,/home/app"; err != nil || got != want {
		t.Errorf("got %s %v, want %s", got, err, want)
	}
}

func TestExitEndsTheScriptAtOnce(t *testing.T) {
	w := newWorld(t)
	_, err := w.run(`process.on('exit', (code) => console.log('bye', code)); process.exit(3); console.log('still here')`)
	if err == nil || w.stdout.String() != "bye 3\n" || len(w.exited) != 1 || w.exited[0] != 3 {
		t.Errorf("err %v, printed %q, exited %v", err, w.stdout.String(), w.exited)
	}
}

// A handler of rejections runs when the script has nothing else left to do.
func TestExitAsTheLastThingIsToldOnce(t *testing.T) {
	w := newWorld(t)
	err := w.Do(func() error {
		_, err := w.RunString(`process.on('exit', (code) => console.log('bye', code)); process.exit(3)`)
		_ = err // the VM knows
		node.Finish(w.VM)
		return nil
	})
	if err == nil || w.stdout.String() != "bye 3\n" {
		t.Errorf("err %v, printed %q", err, w.stdout.String())
	}
}

func TestExitCodeIsTakenAtTheEnd(t *testing.T) {
	w := newWorld(t)
	if _, err := w.run(`process.exitCode = 4; process.on('exit', (code) => console.log('exit', code))`); err != nil {
		t.Fatal(err)
	}
	code := 0
	if err := w.Do(func() error { code = node.Finish(w.VM); return nil }); err != nil {
		t.Fatal(err)
	}
	if code != 4 || w.stdout.String() != "exit 4\n" {
		t.Errorf("code %d, printed %q", code, w.stdout.String())
	}
}

func TestStandardStreamsAreStreams(t *testing.T) {
	w := newWorld(t, func(h *engine.Host) { h.Stdin = strings.NewReader("some input\nmore") })
	got, err := w.run(`
		process.stdout.write('out '); process.stdout.write(Buffer.from([0xe2, 0x9c, 0x93, 10])); process.stderr.write('err\n');
		await require('stream/promises').pipeline(require('stream').Readable.from(['piped\n']), process.stdout, { end: false });
		let text = ''; for await (const chunk of process.stdin) text += chunk;
		return text`)
	if err != nil || got != "some input\nmore" {
		t.Errorf("got %q %v", got, err)
	}
	if w.stdout.String() != "out ✓\npiped\n" || w.stderr.String() != "err\n" {
		t.Errorf("printed %q and %q", w.stdout.String(), w.stderr.String())
	}
}

func TestUncaughtErrorsComeToProcess(t *testing.T) {
	w := newWorld(t)
	got, err := w.run(`
		const log = [];
		await new Promise((resolve) => {
			process.on('uncaughtException', (e, origin) => { log.push(e.message, origin); setTimeout(() => { Promise.reject(new Error('rejected')) }); });
			process.on('unhandledRejection', (e) => { log.push(e.message); resolve(); });
			setTimeout(() => { throw new Error('thrown') });
		});
		return log.join()`)
	if err != nil || got != "thrown,uncaughtException,rejected" || w.stderr.Len() > 0 {
		t.Errorf("got %s %v, stderr %q", got, err, w.stderr.String())
	}
}

func TestEnvironmentIsTheAppsOwn(t *testing.T) {
	env := map[string]string{"A": "1"}
	w := newWorld(t, func(h *engine.Host) { h.Env = env })
	got, err := w.run(`process.env.A = 2; process.env.B = true; delete process.env.C; return JSON.stringify({ ...process.env })`)
	if err != nil || got != `{"A":"2","B":"true"}` || env["A"] != "1" || len(env) != 1 {
		t.Errorf("got %s %v, the host's is %v", got, err, env)
	}
}
