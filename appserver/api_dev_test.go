package appserver_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

const faultyApp = `
import { get, onError, use } from '@rip/api'

use '/around', (request, next) ->
  response = next!
  new Response "around #{response.status}", { status: 418 }

get '/bug' -> throw new RangeError 'a secret'
get '/later' ->
  sleep! 1
  null.length
get '/unready' -> throw Object.assign new Error('a secret'), { status: 503 }
get '/around' -> throw new Error 'seen by nobody'
get '/rethrown' -> throw new Error 'rethrown'
onError (thrown) -> throw thrown
`

func TestMistakesAreShownInDevAndToldToNobodyInProd(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		entry := filepath.Join(t.TempDir(), "index.rip")
		testkit.WriteFile(t, entry, faultyApp)
		dev := serve(t, entry, func(c *setup) { use(c); c.Env, c.HotReload, c.Workers = "dev", "module", 1 }).ready()
		prod := serve(t, entry, func(c *setup) { use(c); c.Workers = 1 }).ready()
		const masked = `{"error":{"message":"Internal Server Error"}}`
		for path, shown := range map[string]string{"/bug": "a secret", "/later": "TypeError", "/rethrown": "rethrown"} {
			dev.wantContains(dev.send("GET", path, "", "Accept: text/html"), 500, "<!doctype html>")
			dev.wantContains(dev.get(path), 500, shown)
			prod.want(prod.get(path), 500, masked)
		}
		for _, s := range []*served{dev, prod} {
			s.want(s.get("/unready"), 503, `{"error":{"message":"Service Unavailable"}}`)
			s.want(s.get("/around"), 418, "around 500")
			for _, text := range []string{"GET /bug: ", "GET /unready: ", "seen by nobody"} {
				testkit.Eventually(t, text+" is in the log", func() bool { return strings.Contains(s.output.String(), text) })
			}
		}
	})
}
