package bench

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestMainRefusesWhatItDoesNotUnderstand(t *testing.T) {
	for args, want := range map[string]string{
		"512":                  "only flags",
		"-nonsense":            "nonsense",
		"-runs=0":              "-runs",
		"-duration=10ms":       "-duration",
		"-scenario=pong":       "ping-64",
		"-target=apache,limit": "haproxy",
	} {
		var stdout, stderr bytes.Buffer
		if code := Main(t.Context(), []string{args}, &stdout, &stderr); code != 2 || !strings.Contains(stderr.String(), want) || stdout.Len() != 0 {
			t.Errorf("Main(%s) = %d with %q; want 2 and %q on stderr", args, code, stderr.String(), want)
		}
	}
}

func TestSelectionIsTheDefaultTheNamedOrAll(t *testing.T) {
	count := func(o options) int {
		chosen, err := o.chosenScenarios()
		if err != nil {
			t.Fatal(err)
		}
		return len(chosen)
	}
	all := len(Scenarios())
	if n := count(options{}); n == 0 || n >= all {
		t.Errorf("%d of %d scenarios by default, want some", n, all)
	}
	if n := count(options{all: true}); n != all {
		t.Errorf("%d scenarios with -all, want %d", n, all)
	}
	if n := count(options{scenarios: "churn, steady"}); n != 2 {
		t.Errorf("%d scenarios, want the two that are named", n)
	}
}

func TestScenariosWithoutTheirLoadAreLeftOutAndSayWhy(t *testing.T) {
	missing := Scenario{Name: "loaded", Find: func() error { return ErrNoWrk }}
	var said string
	left := possible([]Scenario{{Name: "free"}, missing}, func(format string, args ...any) { said = fmt.Sprintf(format, args...) })
	if len(left) != 1 || left[0].Name != "free" || !strings.Contains(said, "loaded") || !strings.Contains(said, "apt-get install wrk") {
		t.Errorf("left %v, said %q", left, said)
	}
}

func TestListNamesEverything(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := Main(t.Context(), []string{"-list"}, &stdout, &stderr); code != 0 {
		t.Fatal(stderr.String())
	}
	for _, want := range []string{"* ping-64", "  steady", "bun-balancer", "nginx"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the list lacks %q:\n%s", want, stdout.String())
		}
	}
}
