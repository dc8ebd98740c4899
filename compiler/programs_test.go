package compiler_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
)

// programs is the names of those under testdata/programs that check themselves.
func programs() []string {
	return []string{"calendar", "csv", "database", "intake", "lisp", "markdown", "shop", "spreadsheet", "tracker"}
}

// The programs under testdata/programs check themselves: they export the list
// of what failed and how much they checked.
func TestProgramsPassTheirOwnChecks(t *testing.T) {
	for _, name := range programs() {
		t.Run(name, func(t *testing.T) {
			path := "testdata/programs/" + name + ".rip"
			result, err := compiler.Compile([]byte(read(t, path)), compiler.Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			if err := parseJavaScript(result.Code); err != nil {
				t.Fatal(err)
			}
			code := strings.Replace(string(result.Code), "export { failures, checks };", "", 1)
			got, err := evaluate("(async () => {" + code + "\nreturn [failures, checks > 10]; })()")
			if err != nil {
				t.Fatalf("%v in\n%s", err, code)
			}
			if got != "[[],true]" {
				t.Errorf("failed checks: %s in\n%s", got, code)
			}
		})
	}
}
