package bundle_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// Each line of these modules shows what an app can read of a stack.
const stackReaders = `-- index.ts --
import { load } from './legacy.cjs';
const stacks: string[] = [];
const see = (stack: unknown) => stacks.push(String(stack));
const failed = (): any => { try { load(); } catch (error) { return error; } };
async function* endless() { yield 1; throw new Error('g'); }
export const value = async () => {
  see(failed().stack);
  see(failed()?.stack);
  const result: any = { error: failed() };
  see(result?.error?.stack);
  see([result?.nothing?.stack, result.nothing?.deep.stack].map(String).join(" "));
  see(failed()['stack']);
  const { stack, message } = failed();
  see(stack + message);
  class Mine extends Error { get trace() { return super.stack ?? this.stack; } }
  see(new Mine('m').trace);
  try { for await (const _ of endless()); } catch (error: any) { see(error.stack); }
  const loaded = await import('./lazy.ts').catch((e) => e);
  see(loaded.stack);
  see({ stack: 'its own\n\tat x' }.stack);
  see(typeof Object.freeze(failed()).stack);
  const own = failed();
  own.stack = 'set';
  own.stack += ' twice';
  see(own.stack);
  return stacks;
};
-- legacy.cjs --
exports.load = function load() { require('./broken.cjs'); };
-- broken.cjs --
throw new Error('b');
-- lazy.ts --
export const never = (() => { throw new Error('l'); })();
`

func TestStacksThatAnAppReadsHaveItsOwnFramesOnly(t *testing.T) {
	broken := func(line, column int) string {
		return fmt.Sprintf("Error: b\n    at broken.cjs:1:7\n    at load2 (legacy.cjs:1:34)\n    at failed (index.ts:4:35)\n    at value (index.ts:%d:%d)", line, column)
	}
	want := []any{
		broken(7, 7), broken(8, 7), broken(9, 32), "undefined undefined", broken(12, 7), broken(13, 30) + "b",
		"Error: m\n    at value (index.ts:16:7)",
		"Error: g\n    at index.ts:5:44\n    at value (index.ts:17:9)",
		"Error: l\n    at lazy.ts:1:37\n    at lazy.ts:1:53\n    at index.ts:18:24",
		"its own\n\tat x", "string", "set twice",
	}
	for name, mode := range map[string][]func(*bundle.Options){"prod": nil, "dev": {dev}} {
		got := evaluate(t, build(t, source(t, write(t, stackReaders), "index.ts", mode...)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
