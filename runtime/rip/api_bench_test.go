package rip_test

import (
	"bufio"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

// routed is an app with routes of all kinds.
const routed = `
import { get, read } from '@rip/api'

get '/ping' -> 'pong'
for i in [0...NUMBER]
  get "/fixed/#{i}/page" -> 'page'
  get "/users#{i}/:id/posts/:post" -> { id: read('id', 'id!'), post: read 'post' }
  get "/files#{i}/*" -> @req.param '*'
  get "/shared/:id/part#{i}" -> @req.param 'id'
`

// around is what may be around routes: middleware that waits, some that does
// not, and filters.
const around = `
import { after, before, use } from '@rip/api'

use (request, next) ->
  response = await next()
  response.headers.set 'x-a', 'b'
  response
use (request, next) -> next()
before -> @name = 'somebody'
after (c, response) -> response.headers.set 'x-name', @name
`

// BenchmarkAPI is one request to an app with @rip/api, through a worker within
// this process.
func BenchmarkAPI(b *testing.B) {
	for name, app := range map[string]struct{ source, path string }{
		"plain":        {`export default -> new Response 'pong'`, "/ping"},
		"ping":         {strings.Replace(routed, "NUMBER", "1", 1), "/ping"},
		"parameters":   {strings.Replace(routed, "NUMBER", "1", 1), "/users0/7/posts/8"},
		"query":        {strings.Replace(routed, "NUMBER", "1", 1), "/users0/7/posts/8?page=2&sort=name"},
		"header":       {"import { get } from '@rip/api'\nget '/ping', ->\n  @header 'x-a', 'b'\n  'pong'\n", "/ping"},
		"ping-1000":    {strings.Replace(routed, "NUMBER", "250", 1), "/ping"},
		"param-1000":   {strings.Replace(routed, "NUMBER", "250", 1), "/shared/7/part249"},
		"read-1000":    {strings.Replace(routed, "NUMBER", "250", 1), "/users249/7/posts/8"},
		"middlewares":  {around + strings.Replace(routed, "NUMBER", "1", 1), "/ping"},
		"nothing-1000": {strings.Replace(routed, "NUMBER", "250", 1), "/nowhere/at/all"},
	} {
		b.Run(name, func(b *testing.B) {
			entry := filepath.Join(b.TempDir(), "index.rip")
			testkit.WriteFile(b, entry, app.source)
			ask(b, entry, app.path)
		})
	}
}

// ask asks a worker of the app within this process, over and over.
func ask(b *testing.B, entry, path string) {
	b.Helper()
	worker := start(b, rip.NewVMs(rip.VMOptions{}), runtime.App{
		Name: "test", Entry: entry, Dir: filepath.Dir(entry), ReadTimeout: patience, Env: "prod", HotReload: "none",
	}, runtime.Host{Stdout: io.Discard, Stderr: io.Discard})
	nc, err := worker.Dial()
	if err != nil {
		b.Fatal(err)
	}
	defer nc.Close()
	br := bufio.NewReader(nc)
	request := []byte("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nAccept: */*\r\n\r\n")
	var answer [512]byte
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nc.Write(request); err != nil {
			b.Fatal(err)
		}
		if _, err := br.Read(answer[:]); err != nil { // it comes in one piece
			b.Fatal(err)
		}
	}
	if !strings.HasPrefix(string(answer[:]), "HTTP/1.1 200") && !strings.HasPrefix(string(answer[:]), "HTTP/1.1 404") {
		b.Fatalf("the answer was %q", answer)
	}
}
