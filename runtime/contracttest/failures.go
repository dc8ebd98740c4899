package contracttest

import (
	"strings"
	"testing"
)

// failures are shown in dev and hidden in prod; each ends its turn.
func failures(t *testing.T, start Start) {
	for name, entry := range map[string]string{
		"thrown":   "\nexport default () => { throw new RangeError('<secret>') }",
		"rejected": "\nexport default async () => { await 1; throw new RangeError('<secret>') }",
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, start, files{"index.ts": entry}, dev())
			for range 2 {
				s.wantFailure(`"error":"The handler failed"`, `"name":"RangeError"`, `"message":"<secret>"`, `"line":2`, "index.ts", `> 2 | export default`)
			}
			response, page := s.ask("GET /", "", "Accept: text/html,*/*")
			if !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") || !strings.Contains(page, "<h1>RangeError: &lt;secret&gt;</h1>") {
				t.Errorf("page without the error, escaped: %s", page)
			}
			s.wantOutput("<secret>")

			hidden := serve(t, start, files{"index.ts": entry}, prod())
			hidden.want("/", 500, "Internal Server Error\n")
			hidden.wantOutput("<secret>")
			hidden.wantOutput("index.ts:2:")
		})
	}
	for entry, want := range map[string]string{
		`export default () => {}`:                    "the handler returned nothing, not a Response",
		`export default async () => 1`:               "the handler returned 1, not a Response",
		`export default () => null`:                  "the handler returned null, not a Response",
		`export default () => { throw "words" }`:     "words",
		`export default () => { throw { code: 5 } }`: "code: 5",
		`export default () => { throw new Error("outer", { cause: new TypeError("inner") }) }`:              `[cause]: TypeError: inner`,
		`export default () => { throw Object.assign(new Error("round"), { get cause() { return this } }) }`: `"message":"round"`,
	} {
		s := serve(t, start, files{"index.js": entry}, dev())
		s.wantFailure(want)
		s.wantFailure(want)
	}
}
