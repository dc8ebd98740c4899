package appserver_test

import (
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// bun reads these files by itself; the embedded runtime does as it does.
func TestAppsFindTheVariablesOfTheirDotenvFiles(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"index.rip": `
names = %w[PLAIN QUOTED EMPTY SPACED EXPANDED EXPORTED LOCAL MODE SET NONE RIP_WORKER_ID LINES]
export default -> names.map((name) -> "#{name}=#{process.env[name]}").join '\n'
`,
			".env": `# a comment
PLAIN=plain # another
QUOTED="with # in it"
EMPTY=
 SPACED =  a b  
EXPANDED="${PLAIN} and $QUOTED"
export EXPORTED=yes
LOCAL=no
MODE=no
SET=no
RIP_WORKER_ID=no
LINES="one\ntwo"
`,
			".env.development": "MODE=development\nLOCAL=no\n",
			".env.production":  "MODE=production\n",
			".env.local":       "LOCAL=local\n",
		} {
			testkit.WriteFile(t, filepath.Join(dir, name), text)
		}
		s := serve(t, dir, func(c *setup) { c.Workers, c.Environ = 1, []string{"SET=set"}; use(c) }).ready()
		s.want(s.get("/"), 200, "PLAIN=plain\nQUOTED=with # in it\nEMPTY=\nSPACED=a b\n"+
			"EXPANDED=plain and with # in it\nEXPORTED=yes\nLOCAL=local\nMODE=development\nSET=set\nNONE=undefined\nRIP_WORKER_ID=1-1\nLINES=one\ntwo")
	})
}
