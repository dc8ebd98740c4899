package bundle_test

import "testing"

func TestPatternThatTheEngineCannotCompileFailsWhereItIsUsed(t *testing.T) {
	dir := write(t, `-- index.ts --
const modified = () => /(?i:a)/.test("A");
export const value = () => { try { return modified(); } catch (error: any) { return error.name + " " + /^b$/m.test("a\nb"); } };
`)
	if got := evaluate(t, build(t, source(t, dir, "index.ts"))); got != "SyntaxError true" {
		t.Errorf("value = %v", got)
	}
}
