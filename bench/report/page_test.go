package report

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func sample() Page {
	latency := func(factor float64) []Point {
		return []Point{{0.001, factor / 10}, {50, factor}, {99, 9 * factor}, {99.99, 40 * factor}, {100, 90 * factor}}
	}
	return Page{
		Title: "A <benchmark>", Lead: "Two servers & a page.",
		Facts:  []Fact{{"cores", "2"}},
		Goals:  []Goal{{What: "rate", Value: "1.50×", Want: "at least 1.00×", Met: true}, {What: "p99", Value: "3 ms", Want: "at most 2 ms"}},
		Series: []string{"one", "two"},
		Sections: []Section{{
			Title: "ping", About: "as fast as it goes",
			Header: []string{"target", "good/s"}, Rows: [][]string{{"one", "3,000"}, {"two", "2,000"}},
			Bars:   []Bars{{Title: "good/s", Bars: []Bar{{"one", 3000, 2500, 3500, "3,000"}, {"two", 2000, 2000, 2000, "2,000"}}}},
			Curves: Curves{{"one", latency(1)}, {"two", latency(2)}},
			Splits: Splits{{Name: "one", Balancer: 0.5, Workers: 0.25, Load: 0.2}, {Name: "two", Workers: 0.9, Others: 0.3}},
			Lines:  []Lines{{Title: "memory", Lines: []Curve{{"one", []Point{{1, 20}, {2, 30}, {5, 25}}}}}},
		}},
		Notes: []Fact{{"one", "set as <recommended>"}},
	}
}

func TestPageLooksAsItDid(t *testing.T) {
	var got strings.Builder
	if err := Write(&got, sample()); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "testdata/page.golden.html", got.String())
}

func TestPageEscapesTextsAndNeedsNothingElse(t *testing.T) {
	page := sample()
	page.Sections[0].Bars[0].Bars[0].Name = `<script>alert("x")</script>`
	var got strings.Builder
	if err := Write(&got, page); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<benchmark>", "<recommended>", "http://", "https://", "src=", "ZgotmplZ"} {
		if strings.Contains(got.String(), bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
}

func TestAnEmptyMeasurementStillDraws(t *testing.T) {
	page := sample()
	page.Sections[0] = Section{Title: "nothing", Bars: []Bars{{Bars: []Bar{{Name: "one"}}}}, Curves: Curves{{Name: "one"}}, Lines: []Lines{{Lines: []Curve{{Name: "one"}}}}}
	var got strings.Builder
	if err := Write(&got, page); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.String(), "NaN") || strings.Contains(got.String(), "Inf") {
		t.Error("a chart has no numbers where it needs some")
	}
}
