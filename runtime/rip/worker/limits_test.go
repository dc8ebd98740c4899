package worker_test

import (
	"io"
	"net/http"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/worker"
)

func TestVMThatWasKilledIsReplacedByTheSameCode(t *testing.T) {
	s := serve(t, files{"index.ts": `let n = 0; export default (request: Request) => { if (request.url.endsWith("/loop")) for (;;); return new Response("first " + ++n) }`},
		func(o *worker.Options) { o.App.HotReload, o.App.ReadTimeout = "none", 200*time.Millisecond })
	s.want("/", "first 1")
	s.write(files{"index.ts": `export default () => new Response("half an edit")`})
	if status, body := s.get("/loop"); status != 503 || !strings.Contains(body, "it ran for 200ms without giving way") {
		t.Errorf("got %d %s", status, body)
	}
	s.want("/", "first 1")
	s.wantOutput("without giving way")
}

func TestHandlerThatCanNeverAnswerIsToldAtOnce(t *testing.T) {
	s := serve(t, files{"index.ts": `export default () => new Promise(() => {})`})
	begun := time.Now()
	if status, body := s.get("/"); status != 500 || !strings.Contains(body, "never answers") {
		t.Errorf("got %d %s", status, body)
	}
	if took := time.Since(begun); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestUncaughtErrorsArePrintedAndTheWorkerGoesOn(t *testing.T) {
	s := serve(t, files{"index.ts": `
export default (request: Request) => {
  setTimeout(() => { throw new Error("in a timer") }, 1);
  Promise.reject(new Error("nobody listens"));
  return new Response("well");
};`})
	s.want("/", "well")
	s.wantOutput("in a timer\n    at index.ts:3:28\n")
	s.wantOutput("nobody listens\n    at index.ts:4:18")
	s.want("/", "well")
}

func TestClientThatLeavesAbortsTheSignal(t *testing.T) {
	s := serve(t, files{"index.ts": `
export default async (request: Request) => {
  if (new URL(request.url).pathname === "/") return new Response("free");
  console.log("waits");
  await new Promise((done) => request.signal.addEventListener("abort", done));
  console.log("aborted");
  return new Response("too late");
};`})
	nc, _ := s.dial()
	if _, err := io.WriteString(nc, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	s.wantOutput("waits")
	if err := nc.Close(); err != nil {
		t.Fatal(err)
	}
	s.wantOutput("aborted")
	testkit.Eventually(t, "the turn is over", func() bool { status, _ := s.get("/"); return status == 200 })
}

func TestDrainingWorkerRefusesAndFinishes(t *testing.T) {
	s := serve(t, files{"index.ts": `
export default async (request: Request) => {
  if (new URL(request.url).pathname === "/") return new Response("free");
  console.log("runs");
  await new Promise((done) => setTimeout(done, 200));
  return new Response("finished");
};`})
	answer := make(chan string, 1)
	go func() { // ends with the answer
		_, body := s.get("/slow")
		answer <- body
	}()
	s.wantOutput("runs")
	s.Drain()
	response, _ := s.send(http.MethodGet, "/", nil)
	if response.StatusCode != 503 || response.Header.Get("Rip-Worker-Draining") != "1" {
		t.Errorf("got %d %v", response.StatusCode, response.Header)
	}
	s.Stop(t.Context())
	if got := <-answer; got != "finished" {
		t.Errorf("got %q", got)
	}
	if err := <-s.served; err != nil {
		t.Error(err)
	}
}

func TestLargeBodiesStreamThrough(t *testing.T) {
	const size = 50 << 20
	s := serve(t, files{"index.ts": `
export default async (request: Request) => {
  if (request.method === "POST") { let n = 0; for await (const piece of request.body as any) n += piece.length; return new Response(String(n)) }
  let left = ` + "50 * 2 ** 20" + `; const chunk = new Uint8Array(2 ** 16);
  return new Response(new ReadableStream({ pull(c) { if (left <= 0) return c.close(); left -= chunk.length; c.enqueue(chunk) } }));
};`}, func(o *worker.Options) { o.App.ReadTimeout = time.Minute })
	before := heap()
	peak := watchHeap(t)
	upload, err := http.NewRequest(http.MethodPost, "http://shop.example/", io.LimitReader(zeros{}, size))
	if err != nil {
		t.Fatal(err)
	}
	upload.ContentLength = size // as the balancer sends it
	counted, err := s.client.Do(upload)
	if err != nil {
		t.Fatal(err)
	}
	defer counted.Body.Close()
	if got, err := io.ReadAll(counted.Body); string(got) != "52428800" || err != nil {
		t.Errorf("upload: got %s, %v", got, err)
	}
	response, err := s.client.Get("http://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if n, err := io.Copy(io.Discard, response.Body); n != size || err != nil {
		t.Errorf("download: %d bytes, %v", n, err)
	}
	if most := peak(); most > before+(20<<20) {
		t.Errorf("the heap grew by %d MB", (most-before)>>20)
	}
}

// watchHeap looks at what lives of the heap until peak asks for the most.
func watchHeap(t *testing.T) (peak func() uint64) {
	t.Helper()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() { // ends with peak
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		highest := uint64(0)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				most <- highest
				return
			case <-tick.C:
				metrics.Read(sample)
				highest = max(highest, sample[0].Value.Uint64())
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-most
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestStreamThatCanNeverGoOnIsCutOffAtOnce(t *testing.T) {
	s := serve(t, files{"index.ts": `export default (q) => {
		if (q.url.endsWith("/wait")) return new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
		if (q.url.endsWith("/timer")) return new Response(new ReadableStream({
			start(c) { setTimeout(() => { c.enqueue("late"); c.close() }, 100) }
		}));
		return new Response(new ReadableStream({ start(c) { c.enqueue("a") } })); // and never closes it
	}`}, func(o *worker.Options) { o.App.ReadTimeout = time.Minute })
	for _, path := range []string{"/", "/wait", "/"} {
		response, err := s.client.Get("http://shop.example" + path)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(response.Body); err == nil {
			t.Errorf("%s ended well, with %q", path, body)
		}
	}
	s.wantOutput("response cut off: the stream waits for what can never come")
	s.want("/timer", "late")
}

func TestStreamThatASocketMayGoOnWithIsNotCutOff(t *testing.T) {
	s := serve(t, files{"index.ts": `let feed;
	export default (q) => {
		if (q.url.endsWith("/events")) return new Response(new ReadableStream({ cancel() { feed.enqueue("end"); feed.close() } }),
			{ headers: { "content-type": "text/event-stream" } });
		return new Response(new ReadableStream({ start(c) { feed = c } }));
	}`})
	events, err := s.client.Get("http://shop.example/events")
	if err != nil {
		t.Fatal(err)
	}
	response, err := s.client.Get("http://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	_ = events.Body.Close() // which the app notices, and goes on
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != "end" {
		t.Errorf("got %q, %v", body, err)
	}
}
