package worker_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// reloads is how many edits are tried; RIP_TEST_RELOADS=10000 for the long run.
func reloads(t *testing.T) int {
	t.Helper()
	if text := os.Getenv("RIP_TEST_RELOADS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 300
}

// heap is what lives, in bytes.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what the first has finalized
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestReloadsLeaveNothingBehind(t *testing.T) {
	s := serve(t, files{"index.ts": edit(0)})
	settled := reloads(t) / 10
	var before uint64
	var goroutines int
	for n := 1; n <= reloads(t); n++ {
		s.write(files{"index.ts": edit(n)})
		s.want("/", fmt.Sprint(n))
		if n == settled {
			before, goroutines = heap(), runtime.NumGoroutine()
		}
	}
	// Of each version there are a VM of some hundred kilobytes and two goroutines.
	testkit.Eventually(t, "the old versions' goroutines end", func() bool { return runtime.NumGoroutine() <= goroutines+8 })
	if after := heap(); after > before+(16<<20) {
		t.Errorf("%d MB live after %d reloads, %d MB after %d", after>>20, reloads(t), before>>20, settled)
	}
}

func edit(n int) string {
	return fmt.Sprintf("const timer = setInterval(() => {}, 1000);\nexport default () => new Response(%q);", strconv.Itoa(n))
}

func TestWhyAnAppDoesNotLoadIsPrintedAsPeopleKnowStacks(t *testing.T) {
	s := serve(t, files{"index.ts": "import './legacy.cjs'", "legacy.cjs": "throw new Error('boom')"})
	s.wantOutput("Error: boom\n    at legacy.cjs:1:7\n    at index.ts:1:8\n")
	if _, body := s.get("/"); !strings.Contains(body, `"stack":"Error: boom\n    at legacy.cjs:1:7\n    at index.ts:1:8","file":`) {
		t.Errorf("the answer is %s", body)
	}
	s.wantOutput("GET /: Error: boom\n    at legacy.cjs:1:7\n    at index.ts:1:8\n")
	if strings.Contains(s.output.String(), "Uncaught") {
		t.Error("it is told as what nobody listens to, besides")
	}
}

func TestStreamKeepsTheVersionThatOpenedIt(t *testing.T) {
	stream := func(word string) string {
		return `export default (request: Request) => new URL(request.url).pathname === "/" ? new Response("` + word + `") :
  new Response(new ReadableStream({
    start(c) { const timer = setInterval(() => c.enqueue("data: ` + word + `\n\n"), 2); this.timer = timer },
    cancel() { clearInterval(this.timer); console.log("closed ` + word + `") },
  } as any), { headers: { "content-type": "text/event-stream" } });`
	}
	s := serve(t, files{"index.ts": stream("old")})
	nc, br := s.dial()
	if _, err := nc.Write([]byte("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	hear := func(want string) {
		t.Helper()
		for line := ""; line != want; {
			var err error
			if line, err = br.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
	}
	hear("data: old\n")
	s.write(files{"index.ts": stream("new")})
	s.want("/", "new")
	hear("data: old\n")
	hear("data: old\n")
	if err := nc.Close(); err != nil {
		t.Fatal(err)
	}
	s.wantOutput("closed old")
}

func TestWaitUntilOutlivesTheResponseAndTheVersion(t *testing.T) {
	s := serve(t, files{"index.ts": `
export default (request: Request, env: unknown, ctx: any) => {
  ctx.waitUntil(new Promise((done) => setTimeout(done, 150)).then(() => console.log("work is done")));
  return new Response("at once");
};`})
	begun := time.Now()
	s.want("/", "at once")
	if time.Since(begun) > 140*time.Millisecond {
		t.Log("this machine is too slow to tell whether the response waited")
	}
	s.write(files{"index.ts": `export default () => new Response("new")`})
	s.want("/", "new")
	s.wantOutput("work is done")
}

func TestStopWaitsForWhatWasGivenToWaitUntil(t *testing.T) {
	s := serve(t, files{"index.ts": `
export default (request: Request, env: unknown, ctx: any) => {
  ctx.waitUntil(new Promise((done) => setTimeout(done, 100)).then(() => console.log("work is done")));
  return new Response("at once");
};`})
	s.want("/", "at once")
	s.Stop(t.Context())
	s.wantOutput("work is done")
}
