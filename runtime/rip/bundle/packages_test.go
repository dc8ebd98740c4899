package bundle_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// installed are packages of every kind.
const installed = `
-- node_modules/esm/package.json --
{"type": "module", "exports": {".": "./index.js", "./sub": "./sub.js"}}
-- node_modules/esm/index.js --
import { count } from "./sub.js";
export { count };
export let live = 0;
export function up() { live++ }
export default "esm default";
export const same = await Promise.resolve("awaited");
-- node_modules/esm/sub.js --
globalThis.loaded = (globalThis.loaded ?? 0) + 1;
export const count = () => globalThis.loaded;
-- node_modules/cjs/package.json --
{}
-- node_modules/cjs/index.js --
module.exports = { a: 1, b: require("cjs/other").b };
-- node_modules/cjs/other.js --
exports.b = 2;
-- node_modules/compiled/package.json --
{}
-- node_modules/compiled/index.js --
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = "compiled default";
exports.named = "compiled named";
-- node_modules/function/package.json --
{}
-- node_modules/function/index.js --
module.exports = function () { return "called" };
module.exports.extra = 1;
-- node_modules/data/data.json --
{"n": 7}
`

// interop imports them in every way and says what it got.
const interop = `
import esm, { live, up, count, same } from "esm";
import * as esmAll from "esm";
import { count as subCount } from "esm/sub";
import cjs, { a, b } from "cjs";
import * as cjsAll from "cjs";
import compiled, { named } from "compiled";
import call, { extra } from "function";
import data from "data/data.json";
up();
export const value = async () => JSON.stringify({
  esm, live, same, once: count() + subCount(), star: [esmAll.default, esmAll.live, typeof esmAll.up],
  cjs, a, b, cjsStar: [cjsAll.a, cjsAll.default], compiled, named, call: call(), extra, data,
  later: (await import("esm")).default, laterCJS: (await import("cjs")).a, required: require("cjs").a,
});
`

func TestPackagesMeanTheSameApartAndWithinTheApp(t *testing.T) {
	for _, kind := range []string{`{"type": "module"}`, `{}`} {
		dir := write(t, installed+"-- package.json --\n"+kind+"\n-- index.ts --\n"+interop)
		apart := build(t, source(t, dir, "index.ts", dev))
		if apart.Packages() == nil {
			t.Fatal("in dev the packages are not apart")
		}
		within := build(t, source(t, dir, "index.ts"))
		if within.Packages() != nil {
			t.Fatal("in production the packages are apart")
		}
		if diff := cmp.Diff(evaluate(t, within), evaluate(t, apart)); diff != "" {
			t.Errorf("app with package.json %s: (-within +apart)\n%s", kind, diff)
		}
	}
}

func TestAnEditLeavesPackagesAsTheyAre(t *testing.T) {
	dir := write(t, installed+"-- index.ts --\nimport { same } from 'esm'; export const value = same + 1\n")
	s := source(t, dir, "index.ts", dev)
	before := build(t, s)
	testkit.WriteFile(t, filepath.Join(dir, "index.ts"), "import { same } from 'esm'; export const value = same + 2\n")
	changed(t, s)
	after := build(t, s)
	if before.Packages() != after.Packages() {
		t.Error("the packages were compiled again")
	}
	if got := evaluate(t, after); got != "awaited2" {
		t.Errorf("value = %v", got)
	}
	testkit.WriteFile(t, filepath.Join(dir, "index.ts"), "import { a } from 'cjs'; import { same } from 'esm'; export const value = same + a\n")
	changed(t, s)
	if got := evaluate(t, build(t, s)); got != "awaited1" {
		t.Errorf("with another package: value = %v", got)
	}
}

func TestAnUpdatedPackageIsSeenOnceItsLockfileChanges(t *testing.T) {
	dir := write(t, installed+"-- package-lock.json --\n{}\n-- index.ts --\nimport { b } from 'cjs'; export const value = b\n")
	s := source(t, dir, "index.ts", dev)
	if got := evaluate(t, build(t, s)); got != int64(2) {
		t.Fatalf("value = %v", got)
	}
	testkit.WriteFile(t, filepath.Join(dir, "node_modules/cjs/other.js"), "exports.b = 3\n")
	testkit.WriteFile(t, filepath.Join(dir, "package-lock.json"), "{ }\n")
	changed(t, s)
	if got := evaluate(t, build(t, s)); got != int64(3) {
		t.Errorf("value = %v", got)
	}
}
