//go:build e2e

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// TestLabsAPIWorksInABrowser tries apps/labs/api as its author would: with a page
// open, an editor beside it, and one worker that reloads its modules.
func TestLabsAPIWorksInABrowser(t *testing.T) {
	for _, runtime := range []string{"bun", "rip"} {
		t.Run(runtime, func(t *testing.T) {
			l := &labs{T: t, dir: t.TempDir(), page: browse(t)}
			if err := os.CopyFS(l.dir, os.DirFS(filepath.Join(testkit.Root(t), "apps", "labs", "api"))); err != nil {
				t.Fatal(err)
			}
			l.url = serve(t, filepath.Join(l.dir, "main.rip"), "w:1", "--hot-reload=module", "--runtime="+runtime)
			l.sessions()
			l.notes()
			l.edits()
			shoot(t, l.page, "labs-"+runtime)
		})
	}
}

type labs struct {
	*testing.T
	dir, url string
	page     context.Context
}

func (l *labs) run(what string, steps ...chromedp.Action[chromedp.Void]) {
	l.Helper()
	if err := chromedp.Do(l.page, steps...); err != nil {
		l.Fatalf("%s: %v", what, err)
	}
}

func (l *labs) open(path string) {
	l.Helper()
	l.run("open /"+path, chromedp.Navigate(l.url+path))
}

// text is what an expression of the page's JavaScript gives.
func (l *labs) text(expression string) string {
	text, err := chromedp.Run(l.page, chromedp.Evaluate[string](expression))
	if err != nil {
		return err.Error()
	}
	return text
}

func (l *labs) shows(selector, want string) {
	l.Helper()
	l.becomes(`document.querySelector("`+selector+`")?.textContent ?? "nothing"`, want)
}

func (l *labs) becomes(expression, want string) {
	l.Helper()
	testkit.Eventually(l, expression+" has "+want, func() bool { return strings.Contains(l.text(expression), want) })
}

// sessions: visits are counted in a cookie that the page's JavaScript does not see.
func (l *labs) sessions() {
	l.open("")
	l.shows("#visits", "1")
	l.open("")
	l.shows("#visits", "2")
	l.becomes(`document.cookie + "."`, ".")
	first := l.text(`document.querySelector("#clock").textContent`)
	testkit.Eventually(l, "the clock, an event stream, goes on", func() bool {
		now := l.text(`document.querySelector("#clock").textContent`)
		return strings.HasPrefix(now, "20") && now != first
	})
}

// notes: the form sends what the schema takes, and is told what it does not.
func (l *labs) notes() {
	l.run("keep a note", chromedp.SendKeys("[name=title]", "From a <browser>"), chromedp.Click("form button"))
	l.shows("#answer", `201 {"id":2,"title":"From a <browser>"`)
	l.open("")
	l.shows("#notes", "From a <browser>")
	l.run("keep nothing", chromedp.Click("form button"))
	l.shows("#answer", `"field":"title"`)
	l.open("files/hello.txt")
	l.shows("body", "Hello from a file.")
	l.open("oops")
	l.shows("body", "Something broke")
}

// edits: what is saved is there with the next load of the page, a mistake shows
// its place, and the session outlives both.
func (l *labs) edits() {
	l.open("")
	l.edit("page.rip", "<h1>Notes</h1>", "<h1>Thoughts</h1>")
	l.open("")
	l.shows("h1", "Thoughts")
	l.edit("page.rip", "export page = (notes, visits)", "export page = (notes, visits")
	l.open("")
	l.shows("body", "page.rip")
	l.shows("body", "unclosed")
	l.edit("page.rip", "export page = (notes, visits", "export page = (notes, visits)")
	l.open("")
	l.shows("h1", "Thoughts")
	l.shows("#visits", "6")
	l.becomes(`document.querySelector("#clock").textContent`, "20")
}

func (l *labs) edit(file, old, replacement string) {
	l.Helper()
	path := filepath.Join(l.dir, file)
	text, err := os.ReadFile(path)
	if err != nil {
		l.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		l.Fatalf("%s has no %q", file, old)
	}
	testkit.WriteFile(l, path, strings.Replace(string(text), old, replacement, 1))
}
