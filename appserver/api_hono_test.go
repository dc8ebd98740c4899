package appserver_test

import (
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

const honoApp = `
import { Hono } from 'hono'
import { read, withHelpers } from '@rip/api'

app = withHelpers new Hono

get '/users/:id', -> { id: read('id', 'id!'), q: read 'q' }
post '/users', (c) -> { name: read('name', 'name'), same: (c.req.json!).name }
app.get '/plain/:x', (c) -> c.text read 'x'
get '/later', ->
  await null
  sleep! 1
  "later #{read 'q'}"

export default app
`

func TestHonoAppGetsReadAndTheVerbs(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		dir := t.TempDir()
		testkit.WriteFile(t, filepath.Join(dir, "index.rip"), honoApp)
		linkHono(t, dir)
		s := serve(t, dir, use).ready()
		s.want(s.get("/users/7?q=a"), 200, `{"id":7,"q":"a"}`)
		s.want(s.send("POST", "/users", `{"name":"ada lovelace"}`, "Content-Type: application/json"), 200, `{"name":"Ada Lovelace","same":"ada lovelace"}`)
		s.want(s.get("/plain/word"), 200, "word")
		s.want(s.get("/later?q=1"), 200, "later 1")
	})
}
