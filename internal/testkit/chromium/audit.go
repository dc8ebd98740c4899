package chromium

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rip-server/rip-server/internal/testkit"
)

// Finding is something that keeps people from using a page.
type Finding struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"` // "minor", "moderate", "serious" or "critical"
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // selectors
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s %q", f.Impact, f.ID, f.Help, f.Nodes)
}

// Audit has axe-core look at the page. The package is among the dashboard's;
// without it the test is skipped.
func (p *Page) Audit() []Finding {
	p.t.Helper()
	axe, err := os.ReadFile(filepath.Join(testkit.Root(p.t), "platform", "dashboard", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		p.t.Skip("axe-core is not installed: go tool mage deps")
	}
	Eval[bool](p, string(axe)+"\n;true")
	found := Eval[string](p, `axe.run().then(r => JSON.stringify(
		r.violations.map(({id, impact, help, nodes}) => ({id, impact, help, nodes: nodes.map(n => n.target.join(" "))}))))`)
	var findings []Finding
	if err := json.Unmarshal([]byte(found), &findings); err != nil {
		p.t.Fatal(err)
	}
	return findings
}
