package contracttest

import (
	"strings"
	"testing"
)

// reloads are edits, and what the next request finds.
func reloads(t *testing.T, start Start) {
	t.Run("an edit is live with the next request", func(t *testing.T) {
		s := serve(t, start, files{
			"index.ts": `import { word } from "./word"; let n = 0; export default () => new Response(word + ++n);`,
			"word.ts":  `export const word = "one";`,
		}, reloading())
		s.want("/", 200, "one1")
		s.want("/", 200, "one2")
		s.write(files{"word.ts": `export const word = "two";`})
		s.want("/", 200, "two1") // module state goes with the old graph
		s.write(files{"index.ts": `import { word } from "./word"; export default () => new Response("new " + word);`})
		s.want("/", 200, "new two")
	})
	t.Run("a broken edit answers with the diagnostic until it is mended", func(t *testing.T) {
		s := serve(t, start, files{"index.ts": `export default () => new Response("1")`}, reloading())
		s.want("/", 200, "1")
		s.write(files{"index.ts": "export default (\n"})
		s.wantFailure(`"error":"The app does not load"`, "index.ts")
		if r, page := s.ask("GET /", "", "Accept: text/html"); r.StatusCode != 500 || !strings.HasPrefix(page, "<!doctype html>") {
			t.Errorf("page: %d %.80s", r.StatusCode, page)
		}
		s.write(files{"index.ts": "\nthrow new Error('while loading')"})
		s.wantFailure("while loading", `"line":2`)
		s.write(files{"index.ts": `export const nothing = 1`})
		s.wantFailure("exports no handler: found nothing (number)")
		s.write(files{"index.ts": `import "./missing"; export default () => new Response("2")`})
		s.wantFailure("missing")
		s.write(files{"missing.ts": ""})
		s.want("/", 200, "2")
	})
	t.Run("last-good goes on serving", func(t *testing.T) {
		mode := reloading()
		mode.ReloadErrors = "last-good"
		s := serve(t, start, files{"index.ts": `export default () => new Response("1")`}, mode)
		s.want("/", 200, "1")
		s.write(files{"index.ts": "export default (\n"})
		s.want("/", 200, "1")
		s.wantOutput("index.ts")
		s.write(files{"index.ts": `export default () => new Response("2")`})
		s.want("/", 200, "2")
	})
	t.Run("an app that never loaded heals", func(t *testing.T) {
		s := serve(t, start, files{"index.ts": "export default ("}, reloading())
		s.wantFailure("The app does not load")
		s.write(files{"index.ts": `export default () => new Response("well")`})
		s.want("/", 200, "well")
	})
	t.Run("none does not look", func(t *testing.T) {
		s := serve(t, start, files{"index.ts": `export default () => new Response("1")`}, dev())
		s.write(files{"index.ts": `export default () => new Response("2")`})
		s.want("/", 200, "1")
	})
}
