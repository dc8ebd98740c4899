package bunbridge_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// ripApp is an app in which Rip imports TypeScript, JSON and Rip, which
// TypeScript does too; all tell their number.
func ripApp(n int) files {
	s := fmt.Sprint(n)
	return files{
		"index.rip": "import { m } from './m.ts'\nimport { q } from './lib/q.rip'\nimport d from './d.json'\n\n" +
			"export default (request) -> new Response \"i" + s + " #{m} #{q} d#{d.n}\"\n",
		"m.ts":      "import { q } from './lib/q.rip?raw';\nexport const m: string = 'm" + s + "' + q.slice(1);",
		"lib/q.rip": "import { z } from '../z.ts'\nexport q = \"q" + s + "#{z}\"\n",
		"z.ts":      "export const z = 'z" + s + "';",
		"d.json":    `{"n":` + s + `}`,
	}
}

func wantOfRipApp(n int) string {
	return fmt.Sprintf("i%[1]d m%[1]d%[1]dz%[1]d q%[1]dz%[1]d d%[1]d", n)
}

func TestRipIsServedInEveryMode(t *testing.T) {
	for name, mode := range map[string]mode{"module": module, "none": none, "prod": prod} {
		p := start(t, ripApp(1), mode)
		if status, body := p.get("/"); status != http.StatusOK || body != wantOfRipApp(1) {
			t.Errorf("%s: got %d %q\n%s", name, status, body, p.output)
		}
	}
}

func TestEveryFileOfARipAppIsReloaded(t *testing.T) {
	p := start(t, ripApp(1))
	p.wantBody(wantOfRipApp(1))
	for name, edit := range ripApp(2) {
		p.write(files{name: edit})
		if _, body := p.get("/"); body == wantOfRipApp(1) || !strings.Contains(body, "2") {
			t.Errorf("%s: the edit is not seen: %q", name, body)
		}
		p.write(ripApp(1))
		p.wantBody(wantOfRipApp(1))
	}
}

func TestBrokenRipAnswersWithItsMistakeAndHeals(t *testing.T) {
	for name, broken := range map[string]struct {
		edit files
		want []string
	}{
		"entry":       {files{"index.rip": "x = 1\ny = (x\n"}, []string{`/app/index.rip"`, `"line":2`, `"column":5`, `   2 | y = (x\n     |     ^`}},
		"module":      {files{"lib/q.rip": "\nx = [1, 2\n"}, []string{`/app/lib/q.rip"`, `"line":2`, `2 | x = [1, 2`}},
		"both":        {files{"lib/q.rip": "x = (", "z.ts": "export const z = ;"}, []string{`q.rip"`}},
		"no export":   {files{"lib/q.rip": "export p = 1\n"}, []string{`\"q\"`}},
		"throws":      {files{"lib/q.rip": "\n\nthrow new TypeError 'top'\nexport q = 0\n"}, []string{"TypeError", "top", "q.rip", `"line":3`, "3 | throw new TypeError"}},
		"TypeScript":  {files{"z.ts": "export const z = ;\n"}, []string{"z.ts", `"line":1`}},
		"missing":     {files{"lib/q.rip": "import './gone.rip'\nexport q = 1\n"}, []string{"gone.rip", "q.rip"}},
		"no handler":  {files{"index.rip": "export answer = 42\n"}, []string{"exports no handler", "answer (number)", "index.rip"}},
		"undefined":   {files{"index.rip": "nothing.at.all\n"}, []string{"ReferenceError", `"line":1`, "index.rip:1:"}},
		"async throw": {files{"z.ts": "await Promise.reject(new Error('later'));\nexport const z = 0;"}, []string{"later"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, ripApp(1))
			p.wantBody(wantOfRipApp(1))
			p.write(ripApp(2))
			p.write(broken.edit)
			p.wantFailure(broken.want...)
			p.wantFailure(broken.want...)
			for i := 3; i < 6; i++ {
				p.write(ripApp(i))
				p.wantBody(wantOfRipApp(i))
			}
		})
	}
}

func TestMistakePageShowsTheLineAndTheLogReadsAsCheckDoes(t *testing.T) {
	p := start(t, files{"index.rip": "x = 1\ny = (x\n"})
	_, page := p.get("/", "Accept", "text/html")
	for _, part := range []string{"The app does not load", "/app/index.rip:2:5", "<pre>   2 | y = (x\n     |     ^"} {
		if !strings.Contains(page, part) {
			t.Errorf("%q is not in the page:\n%s", part, page)
		}
	}
	if strings.Contains(page, "rip.ts") {
		t.Errorf("our own files are on the page:\n%s", page)
	}
	p.wantOutput("index.rip:2:5: ")
	p.wantOutput("\n   2 | y = (x\n     |     ^\n")
}

func TestThrownErrorHasTheLineOfTheRipSource(t *testing.T) {
	source := "helper = (n) ->\n  # a comment\n  throw new RangeError 'here' if n > 1\n  n\n\nexport default (request) ->\n  got = helper 2\n  got + 1\n" // not in tail position, where JavaScriptCore drops the frame
	for _, mode := range []mode{module, none} {
		p := start(t, files{"index.rip": source}, mode)
		p.wantFailure(`"line":3`, "index.rip:3:", "index.rip:7:", `> 3 |   throw new RangeError`)
		p.wantOutput("index.rip:7:")
	}
	p := start(t, files{"index.rip": "throw new Error 'broken'\n"})
	p.wantFailure("broken")
	p.write(files{"index.rip": source})
	p.wantFailure(`"line":3`, "index.rip:3:")
	if _, body := p.get("/"); strings.Contains(body, "g=") {
		t.Errorf("our own names show: %s", body)
	}
}

func TestRipImportedByAHandlerIsReloaded(t *testing.T) {
	p := start(t, files{
		"index.rip":       "export default (request) ->\n  page = import! './routes/home.rip'\n  new Response page.home\n",
		"routes/home.rip": "export home = 'one'\n",
	})
	p.wantBody("one")
	p.write(files{"routes/home.rip": "export home = 'two'\n"})
	p.wantBody("two")
	p.write(files{"routes/home.rip": "export home = (\n"})
	p.wantFailure("home.rip")
	p.write(files{"routes/home.rip": "export home = 'three'\n"})
	p.wantBody("three")
}

// The check before a load cannot know what the handler will import.
func TestBrokenRipThatAHandlerChoosesIsShownAndHealed(t *testing.T) {
	p := start(t, files{
		"index.rip":      "export default (request) ->\n  name = new URL(request.url).pathname[1..] or 'one'\n  page = import! \"./pages/#{name}.rip\"\n  new Response page.text\n",
		"pages/one.rip":  "import { mark } from './mark.rip'\nexport text = 'one' + mark\n",
		"pages/mark.rip": "export mark = '!'\n",
	})
	p.wantBody("one!")
	p.write(files{"pages/mark.rip": "export mark = (\n"})
	p.wantFailure("mark.rip", "unclosed")
	p.wantFailure("mark.rip", "unclosed")
	p.write(files{"pages/mark.rip": "export mark = '?'\n"})
	p.wantBody("one?")
	p.write(files{"pages/one.rip": "export text = (\n"})
	p.wantFailure("one.rip", "unclosed")
	p.write(files{"pages/one.rip": "export text = 'two'\n"})
	p.wantBody("two")
	p.write(files{"pages/new.rip": "export text = (\n"}) // never loaded before
	if status, body := p.get("/new"); status != http.StatusInternalServerError || !strings.Contains(body, "pages/new.rip") {
		t.Errorf("got %d %s", status, body)
	}
	p.write(files{"pages/new.rip": "export text = 'new'\n"})
	if status, body := p.get("/new"); status != http.StatusOK || body != "new" {
		t.Errorf("got %d %s", status, body)
	}
}

func TestUnchangedRipIsNotCompiledAgain(t *testing.T) {
	p := start(t, ripApp(1))
	p.wantBody(wantOfRipApp(1))
	got := p.control.takeCompiled()
	slices.Sort(got)
	if want := []string{"index.rip", "lib/q.rip"}; !slices.Equal(slices.Compact(got), want) {
		t.Errorf("compiled %v, want %v", got, want)
	}
	p.write(files{"index.rip": ripApp(2)["index.rip"]})
	p.wantBody("i2 m11z1 q1z1 d1")
	if got := p.control.takeCompiled(); !slices.Equal(got, []string{"index.rip"}) {
		t.Errorf("compiled %v after an edit of index.rip", got)
	}
}

func TestManyRipModulesAreLoaded(t *testing.T) {
	app := files{"index.rip": ""}
	var imports, sum strings.Builder
	for i := range 300 { // more than a control socket has connections for
		app[fmt.Sprintf("m%d.rip", i)] = fmt.Sprintf("export n = %d\n", i)
		fmt.Fprintf(&imports, "import { n as n%d } from './m%d.rip'\n", i, i)
		fmt.Fprintf(&sum, " + n%d", i)
	}
	app["index.rip"] = imports.String() + "export default -> new Response String(0" + sum.String() + ")\n"
	start(t, app, none).wantBody("44850")
}

func TestRipWithoutAServerToCompileItSaysSo(t *testing.T) {
	p := prepare(t, files{"index.rip": "export default -> new Response 'x'\n"})
	p.control.stop()
	p.run(p.command(none))
	p.wantExit(1)
	p.wantOutput("index.rip cannot be compiled: the server at " + p.control.path + " does not answer")
}
