package worker

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"github.com/rip-server/rip-server/runtime/rip/web"
)

// errorAnswer tells the client what went wrong: a page for browsers, JSON for
// programs, and in production nothing but the fact. It looks as the bun
// runtime's does.
func errorAnswer(f *failure, wantsHTML, dev bool) *web.Answer {
	a := &web.Answer{Status: f.status, Headers: []web.Field{{Name: "cache-control", Value: "no-store"}}}
	contentType := "text/plain;charset=utf-8"
	switch {
	case !dev:
		a.Body = []byte(plainError(f.status))
	case wantsHTML:
		contentType = "text/html; charset=utf-8"
		a.Body = []byte(errorPage(f))
	default:
		contentType = "application/json;charset=utf-8"
		a.Body = errorJSON(f)
	}
	a.Headers = append(a.Headers, web.Field{Name: "content-type", Value: contentType})
	return a
}

func errorJSON(f *failure) []byte {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	_ = to.Encode(struct { // strings and numbers: it cannot fail
		Error string `json:"error"`
		*failure
	}{f.title, f})
	return bytes.TrimSpace(b.Bytes())
}

func plainError(status int) string {
	switch status {
	case 400:
		return "Bad Request\n"
	case 503:
		return "Service Unavailable\n"
	}
	return "Internal Server Error\n"
}

// accepts is whether the client takes HTML.
func accepts(in *web.Incoming) bool {
	for _, f := range in.Headers.Fields() {
		if strings.EqualFold(f.Name, "accept") && strings.Contains(f.Value, "text/html") {
			return true
		}
	}
	return false
}

func errorPage(f *failure) string {
	var b strings.Builder
	what := html.EscapeString(f.Name + ": " + f.Message)
	fmt.Fprintf(&b, pageStart, what, html.EscapeString(f.title), what)
	if f.File != "" {
		where := f.File
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
		}
		fmt.Fprintf(&b, "<p><code>%s</code></p>\n", html.EscapeString(where))
	}
	for _, text := range []string{f.Excerpt, f.Stack} {
		if text != "" {
			fmt.Fprintf(&b, "<pre>%s</pre>\n", html.EscapeString(text))
		}
	}
	b.WriteString(pageEnd)
	return b.String()
}

const pageStart = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>
:root { color-scheme: light dark; --accent: light-dark(#b3261e, #ff8a80); --soft: light-dark(#f6f2ee, #262320) }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem; font: 16px/1.55 system-ui, sans-serif;
  background: light-dark(#fff, #171614); color: light-dark(#22201d, #ece7e0) }
.kind { color: var(--accent); font-weight: 600; margin: 0 }
h1 { font-size: 1.5rem; line-height: 1.3; margin: .25rem 0 1rem; overflow-wrap: anywhere; white-space: pre-wrap }
pre { background: var(--soft); border-radius: .5rem; padding: 1rem; overflow-x: auto; font: 13px/1.6 ui-monospace, Menlo, monospace }
.hint { opacity: .7; font-size: .9rem }
</style>
<p class="kind">%s</p>
<h1>%s</h1>
`

const pageEnd = `<p class="hint">You see this page because the app runs in dev mode. Mend the file, save it, and reload.</p>
</html>
`
