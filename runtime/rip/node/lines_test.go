package node_test

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func TestReadlineGivesInputInLines(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"an async iterator": {
			`const seen = []; for await (const line of lines.createInterface({ input: process.stdin })) seen.push(line); return seen.join('|')`,
			"one|two||four|last",
		},
		"events": {
			`return await new Promise((resolve) => {
				const seen = [], rl = lines.createInterface(process.stdin);
				rl.on('line', (line) => seen.push(line)).on('close', () => resolve(seen.join('|') + rl.closed));
			})`, "one|two||four|lasttrue",
		},
		"questions": {
			`const rl = promises.createInterface({ input: process.stdin, output: process.stdout });
			const answers = [await rl.question('1? '), await rl.question('2? ')]; rl.close();
			return answers + await rl.question('3? ').catch((e) => e.code)`, "one,twoERR_USE_AFTER_CLOSE",
		},
		"questions with callbacks, then events": {
			`const rl = lines.createInterface(process.stdin, process.stdout);
			const first = await new Promise((resolve) => rl.question('1? ', resolve)); await null; await null;
			const rest = []; rl.on('line', (line) => rest.push(line));
			await new Promise((resolve) => rl.on('close', resolve)); return first + ':' + rest.join('|')`, "one:two||four|last",
		},
		"the end, when nobody wants lines": {
			`await new Promise((resolve) => lines.createInterface(process.stdin).on('close', resolve)); return 'closed'`, "closed",
		},
		"a pause": {
			`return await new Promise((resolve) => {
				const seen = [], rl = lines.createInterface(process.stdin);
				rl.on('line', (line) => { seen.push(line); rl.pause(); setTimeout(() => { seen.push('.'); rl.resume(); }, 1); });
				rl.on('close', () => resolve(seen.join('')));
			})`, "one.two..four.last.",
		},
		"an aborted question": {
			`const rl = promises.createInterface({ input: process.stdin });
			const gone = await rl.question('', { signal: AbortSignal.abort() }).catch((e) => e.name);
			return gone + await rl.question('')`, "AbortErrorone",
		},
	} {
		t.Run(name, func(t *testing.T) {
			// A byte at a time, so that ends of lines are cut, too.
			input := iotest.OneByteReader(strings.NewReader("one\r\ntwo\n\nfour\rlast"))
			w := newWorld(t, func(h *engine.Host) { h.Stdin = input })
			got, err := w.run(`const lines = require('readline'), promises = require('readline/promises'); ` + c.body)
			if err != nil || got != c.want {
				t.Errorf("got %q %v, want %q", got, err, c.want)
			}
		})
	}
}

// One that moved all others for each line would take minutes.
func TestReadlineIsLinear(t *testing.T) {
	w := newWorld(t, func(h *engine.Host) { h.Stdin = strings.NewReader(strings.Repeat("x\n", 20_000)) })
	got, err := w.run(`let n = 0; for await (const line of require('readline').createInterface(process.stdin)) n++; return n`)
	if err != nil || got != "20000" {
		t.Errorf("got %q %v", got, err)
	}
}
