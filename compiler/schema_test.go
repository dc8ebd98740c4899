package compiler_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/check"
	"github.com/rip-server/rip-server/internal/testkit"
)

// The runtime stands behind the last line of a compiled file; the golden files
// are about what stands before it.
func TestSchemasCompileToTheirGoldenJavaScript(t *testing.T) {
	for _, path := range sources(t, "schema") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			result, err := compiler.Compile([]byte(read(t, path)), compiler.Options{Path: filepath.Base(path)})
			if err != nil {
				t.Fatal(err)
			}
			if err := parseJavaScript(result.Code); err != nil {
				t.Fatal(err)
			}
			code, _, found := strings.Cut(string(result.Code), "\nfunction schemaRuntime(")
			if !found {
				t.Fatal("the runtime is not in the output")
			}
			testkit.Golden(t, strings.TrimSuffix(path, ".rip")+".js", code+"\n")
		})
	}
}

// ripMain makes a function of a case's source, whose value is its last line's.
func ripMain(t *testing.T, src string) string {
	t.Helper()
	result, err := compiler.Compile([]byte("ripMain = ->\n  "+strings.ReplaceAll(src, "\n", "\n  ")), compiler.Options{})
	if err != nil {
		t.Fatalf("%v in\n%s", err, src)
	}
	return string(result.Code)
}

func TestSchemasParseAndDescribeData(t *testing.T) {
	for name, c := range schemaCases() {
		t.Run(name, func(t *testing.T) {
			got, err := evaluate(ripMain(t, c.src) + "\n;ripMain()")
			if err != nil {
				t.Fatalf("%v in\n%s", err, c.src)
			}
			if got != c.want {
				t.Errorf("value %s,\n want %s, of\n%s", got, c.want, c.src)
			}
		})
	}
}

func TestSchemasParseAndDescribeDataUnderBunToo(t *testing.T) {
	testkit.Bun(t) // or skip, before all the work
	modules := map[string]string{}
	cases := schemaCases()
	for name, c := range cases {
		modules[name] = ripMain(t, c.src) + "\nexport const value = await ripMain();\n"
	}
	for name, got := range underBun(t, modules) {
		if want := cases[name].want; got != want {
			t.Errorf("%s: value %s,\n want %s", name, got, want)
		}
	}
}

// The types that the compiler lets through are those that the runtime knows.
func TestEveryBuiltInTypeIsKnownToTheRuntime(t *testing.T) {
	for _, name := range check.SchemaTypes() {
		got, err := evaluate(ripMain(t, "S = schema\n  v! "+name+"\nS.safe({v: (->)}).errors?[0].error ?? 'ok'") + "\n;ripMain()")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := `"type"`
		if name == "json" || name == "any" {
			want = `"ok"`
		}
		if got != want {
			t.Errorf("%s: a function gives %s, want %s", name, got, want)
		}
	}
}

func TestModulesShareOneSchemaRuntime(t *testing.T) {
	first := ripMain(t, "Address = schema :shape\n  street! string\nAddress")
	second := strings.NewReplacer("ripMain", "ripMain2", "function schemaRuntime", "function schemaRuntime2", "schemaRuntime()", "schemaRuntime2()", "const { __schema }", "const { __schema: __schema2 }", " __schema(", " __schema2(").
		Replace(ripMain(t, "User = schema :shape\n  home! Address\nUser.safe({home: {}}).errors"))
	got, err := evaluate(first + "\n" + second + "\n;ripMain(); ripMain2()")
	if err != nil {
		t.Fatal(err)
	}
	if want := `[{"field":"home.street","error":"required","message":"home.street is required"}]`; got != want {
		t.Errorf("a schema of another module gives %s, want %s", got, want)
	}
}

func TestOnlyProgramsWithSchemasCarryTheRuntime(t *testing.T) {
	for src, want := range map[string]bool{
		"x = 1":                                false,
		"schema = 42\nx = schema + 1":          false,
		"x = a.schema\ny = {schema: 1}":        false,
		"f = (SchemaError) -> SchemaError":     false,
		"registerCoercer 'cents', (v) -> +v":   true,
		"throw e if e instanceof SchemaError":  true,
		"S = schema\n  a! string":              true,
		"schema.registerCoercer 'a', (v) -> v": true,
	} {
		result, err := compiler.Compile([]byte(src), compiler.Options{})
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := strings.Contains(string(result.Code), "rip.schema"); got != want {
			t.Errorf("%s: carries the runtime: %v, want %v", src, got, want)
		}
	}
}

func TestNamesOfTheSchemaRuntimeGiveWayToTheProgram(t *testing.T) {
	src := "__schema = 'mine'\nschemaRuntime = 'mine too'\nSchemaError = 3\nS = schema\n  n! integer\n[__schema, schemaRuntime, SchemaError, S.parse({n: 1}).n]"
	got, err := evaluate(ripMain(t, src) + "\n;ripMain()")
	if err != nil {
		t.Fatal(err)
	}
	if want := `["mine","mine too",3,1]`; got != want {
		t.Errorf("value %s, want %s", got, want)
	}
}
