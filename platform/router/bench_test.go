package router

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform"
)

func TestFindingAnAppAllocatesNothing(t *testing.T) {
	table, cases := hundred(t)
	for name, c := range cases {
		if n := testing.AllocsPerRun(100, func() { table.find(c.host, c.target) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	table, cases := hundred(b)
	for name, c := range cases {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table.find(c.host, c.target)
			}
		})
	}
}

type request struct{ host, target []byte }

// hundred is a platform of a hundred apps, half of which have a path, and what
// is asked of it.
func hundred(t testing.TB) (*table, map[string]request) {
	var routes []platform.Route
	for i := range 100 {
		r := route(fmt.Sprintf("app-%d", i), "", true, fmt.Sprintf("app-%d.example.com", i))
		if i%2 == 0 {
			r.Path = fmt.Sprintf("/apps/%d/v1", i)
		}
		routes = append(routes, r)
	}
	table, err := newTable(own(), routes)
	if err != nil {
		t.Fatal(err)
	}
	const local = "localhost:3000"
	cases := map[string]request{}
	for name, c := range map[string][2]string{
		"host":       {"app-51.example.com:3000", "/articles/today?page=2"},
		"path":       {local, "/apps/50/v1/articles/today?page=2"},
		"neither":    {local, "/articles/today?page=2"},
		"slashes":    {local, "/apps/50" + strings.Repeat("/", 8000)},
		"host-wrong": {strings.Repeat("a", 250), "/"},
	} {
		cases[name] = request{[]byte(c[0]), []byte(c[1])}
	}
	return table, cases
}
