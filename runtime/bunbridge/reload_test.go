package bunbridge_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// answering is an entry that answers with the expression.
func answering(imports, expression string) string {
	return imports + "\nexport default () => new Response(String(" + expression + "));\n"
}

func TestEditIsSeenByTheNextRequest(t *testing.T) {
	p := start(t, files{"index.ts": answering("", `"one"`)})
	p.wantBody("one")
	p.write(files{"index.ts": answering("", `"two"`)})
	p.wantBody("two")
}

func TestEditOfTransitiveImportIsSeen(t *testing.T) {
	p := start(t, files{
		"index.ts":  answering(`import { a } from "./lib/a";`, "a"),
		"lib/a.ts":  `import { b } from "../b.js"; export const a = "a" + b;`,
		"b.js":      `export const b = 1;`,
		"unused.ts": `throw new Error("not imported")`,
	})
	p.wantBody("a1")
	p.write(files{"b.js": `export const b = 2;`})
	p.wantBody("a2")
}

func TestDataFilesAndCommonJSAreReloaded(t *testing.T) {
	p := start(t, files{
		"index.ts": answering(`import d from "./d.json"; import s from "./s.txt" with { type: "text" }; import c from "./c.cjs"; import o from "./old";`,
			"[d.x, s, c.y, o.z]"),
		"d.json": `{"x":1}`, "s.txt": "one", "c.cjs": `module.exports = { y: require("./c2.cjs") }`, "c2.cjs": `module.exports = 1`,
		"old.js": `exports.z = 1`,
	})
	p.wantBody("1,one,1,1")
	for i, edit := range []files{
		{"d.json": `{"x":2}`}, {"s.txt": "two"}, {"c2.cjs": `module.exports = 2`}, {"old.js": `exports.z = 2`},
	} {
		p.write(edit)
		p.wantBody([]string{"2,one,1,1", "2,two,1,1", "2,two,2,1", "2,two,2,2"}[i])
	}
}

func TestCyclesAreReloaded(t *testing.T) {
	p := start(t, files{
		"index.ts": answering(`import { a } from "./a";`, "a()"),
		"a.ts":     `import { b } from "./b"; export const one = 1; export const a = () => b();`,
		"b.ts":     `import { one } from "./a"; export const b = () => "b" + one;`,
	})
	p.wantBody("b1")
	p.write(files{"a.ts": `import { b } from "./b"; export const one = 2; export const a = () => b();`})
	p.wantBody("b2")
}

func TestModuleImportedByAHandlerIsReloaded(t *testing.T) {
	p := start(t, files{
		"index.ts":       "export default async () => new Response((await import(`./routes/${'home'}.ts`)).home);",
		"routes/home.ts": `export const home = "one";`,
	})
	p.wantBody("one")
	p.write(files{"routes/home.ts": `export const home = "two";`})
	p.wantBody("two")
}

func TestModuleWhoseNameAHandlerComputesIsReloaded(t *testing.T) {
	p := start(t, files{
		"index.ts":      "export default async (r: Request) => new Response((await import(`./pages${new URL(r.url).pathname}one.ts`)).text);",
		"pages/one.ts":  "import { mark } from './mark';\nexport const text = 'one' + mark;",
		"pages/mark.ts": "export const mark = '!';",
	})
	for i := range 3 { // saved right after the answer
		mark := strings.Repeat("!", i+2)
		p.wantBody("one" + mark[1:])
		p.write(files{"pages/mark.ts": "export const mark = '" + mark + "';"})
	}
	p.write(files{"index.ts": "throw new Error('broken')"})
	p.wantFailure("broken") // from here on modules are known by other names
	p.write(files{"index.ts": "const at = (name: string) => import(/* computed */ name);\n" +
		"export default async (r: Request) => new Response((await at(`./pages${new URL(r.url).pathname}one.ts`)).text);"})
	p.wantBody("one!!!!")
	p.write(files{"pages/mark.ts": "export const mark = '?';"})
	p.wantBody("one?")
}

func TestTwoSavesWithinATickAreBothSeen(t *testing.T) {
	p := start(t, files{"index.ts": answering("", "100")})
	path := filepath.Join(p.app, "index.ts")
	saved := time.Now()
	for i := range 50 {
		p.write(files{"index.ts": answering("", strconv.Itoa(101+i))}) // same size
		if err := os.Chtimes(path, saved, saved); err != nil {
			t.Fatal(err)
		}
		p.wantBody(strconv.Itoa(101 + i))
	}
}

func TestFileReplacedByRenameIsSeen(t *testing.T) {
	p := start(t, files{"index.ts": answering("", `"one"`)})
	p.wantBody("one")
	p.write(files{".index.ts.swp": answering("", `"two"`)})
	if err := os.Rename(filepath.Join(p.app, ".index.ts.swp"), filepath.Join(p.app, "index.ts")); err != nil {
		t.Fatal(err)
	}
	p.wantBody("two")
}

func TestUnchangedModulesAreNotEvaluatedAgain(t *testing.T) {
	p := start(t, files{"index.ts": answering("let n = 0;", "++n")})
	p.wantBody("1")
	p.wantBody("2")
	p.write(files{"index.ts": answering("let n = 0;", "++n")}) // saved as it was
	p.wantBody("3")
}

// Every way an edit can be broken, each healed by a good save of all files, so
// that a module of the broken edit that got stuck in bun would show.
func TestBrokenEditAnswersWithDiagnosticAndHeals(t *testing.T) {
	for name, broken := range map[string]struct {
		edit files
		want []string
	}{
		"syntax":          {files{"z.ts": "export const z = ;\n"}, []string{"Unexpected ;", "z.ts", `"line":1`, "1 | export const z"}},
		"entry":           {files{"index.ts": "export default (\n"}, []string{"index.ts"}},
		"missing file":    {files{"z.ts": "import './gone';\nexport const z = 0;"}, []string{"./gone", "z.ts"}},
		"missing package": {files{"z.ts": "import 'no-such-package';\nexport const z = 0;"}, []string{"no-such-package"}},
		"missing export":  {files{"z.ts": "export const y = 0;"}, []string{`\"z\"`, "index.ts"}},
		"package export":  {files{"m.ts": "import { nope } from 'pkg';\nexport const m = nope;"}, []string{"nope"}},
		"throws":          {files{"m.ts": "\n\nthrow new TypeError('top');\nexport const m = 0;"}, []string{"TypeError", "top", "m.ts", `"line":3`}},
		"rejects":         {files{"m.ts": "await Promise.reject(new Error('later'));\nexport const m = 0;"}, []string{"later"}},
		"throws a string": {files{"m.ts": "throw 'a string';\nexport const m = 0;"}, []string{"a string"}},
		"no handler":      {files{"index.ts": "export const answer = 42;"}, []string{"exports no handler", "answer (number)", "index.ts"}},
		"bad JSON":        {files{"d.json": "{"}, []string{"d.json"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, generation(1))
			p.wantBody("i1 m1 q1 z1 d1")
			p.write(generation(2))
			p.write(broken.edit)
			p.wantFailure(broken.want...)
			p.wantFailure(broken.want...)
			for i := 3; i < 6; i++ {
				p.write(generation(i))
				p.wantBody(fmt.Sprintf("i%[1]d m%[1]d q%[1]d z%[1]d d%[1]d", i))
			}
		})
	}
}

// generation is an app of several modules that all tell their number.
func generation(n int) files {
	s := strconv.Itoa(n)
	return files{
		"index.ts": "import { m } from './m';\nimport { q } from \"./q.ts\";\nimport { z } from './z';\nimport d from './d.json';\n" +
			"export default () => new Response(`i" + s + " ${m} ${q} ${z} d${d.n}`);",
		"m.ts":                          "import { a } from 'pkg';\nimport { q } from './q';\nexport const m = 'm" + s + "' + a + q.slice(2);",
		"q.ts":                          "export const q = 'q" + s + "';",
		"z.ts":                          "export const z = 'z" + s + "';",
		"d.json":                        `{"n":` + s + `}`,
		"node_modules/pkg/package.json": `{"name":"pkg","main":"main.js"}`,
		"node_modules/pkg/main.js":      "export const a = '';",
	}
}

func TestDeletedFileBreaksAndItsReturnHeals(t *testing.T) {
	p := start(t, generation(1))
	p.remove("z.ts")
	p.wantFailure("./z")
	p.write(files{"z.ts": "export const z = 'back';"})
	p.wantBody("i1 m1 q1 back d1")
}

func TestWorkerOfABrokenAppJoinsAndHeals(t *testing.T) {
	p := start(t, files{"index.ts": "export default ("})
	p.wantFailure("index.ts")
	p.write(files{"index.ts": answering("", `"fine"`)})
	p.wantBody("fine")
}

func TestLastGoodKeepsServingWhileAnEditIsBroken(t *testing.T) {
	p := start(t, files{"index.ts": answering("", `"one"`)}, func(app *runtime.App) { app.ReloadErrors = "last-good" })
	p.write(files{"index.ts": "throw new Error('broken edit')"})
	p.wantBody("one")
	p.wantBody("one")
	p.wantOutput("broken edit")
	if n := strings.Count(p.output.String(), "error: broken edit"); n != 1 {
		t.Errorf("the error was printed %d times, want once", n)
	}
	p.write(files{"index.ts": answering("", `"two"`)})
	p.wantBody("two")
}

func TestNoneModeDoesNotReload(t *testing.T) {
	p := start(t, files{"index.ts": answering("", `"one"`)}, func(app *runtime.App) { app.HotReload = "none" })
	p.write(files{"index.ts": answering("", `"two"`)})
	p.wantBody("one")
}

func TestManyReloadsDoNotLeak(t *testing.T) {
	if testing.Short() {
		t.Skip("500 reloads")
	}
	const ballast = 256 << 10 // of each generation; kept, they would be 128 MB
	source := func(i int) string {
		return answering(fmt.Sprintf("const ballast = new Uint8Array(%d).fill(1);", ballast),
			fmt.Sprintf("(ballast[0], %d + ' ' + process.memoryUsage.rss())", i))
	}
	p := start(t, files{"index.ts": source(0)})
	var before, after int
	for i := range 501 {
		p.write(files{"index.ts": source(i)})
		number, rss, _ := strings.Cut(func() string { _, body := p.get("/"); return body }(), " ")
		if number != strconv.Itoa(i) {
			t.Fatalf("reload %d answered %q", i, number)
		}
		n, err := strconv.Atoi(rss)
		if err != nil {
			t.Fatal(err)
		}
		if i == 100 {
			before = n // warm by now
		}
		after = n
	}
	if grown := (after - before) >> 20; grown > 60 {
		t.Errorf("400 reloads grew the worker by %d MiB", grown)
	} else {
		t.Logf("400 reloads grew the worker by %d MiB", grown)
	}
}
