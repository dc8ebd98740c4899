package bench

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
)

// options are the flags of the bench command.
type options struct {
	scenarios string
	targets   string
	all       bool
	list      bool
	runs      int
	warmup    time.Duration
	duration  time.Duration
	app       string
	results   string
	json      bool
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.scenarios, "scenario", "", "only these `scenarios`, separated by commas; -list names them")
	flags.StringVar(&o.targets, "target", "", "only these `targets`, separated by commas")
	flags.BoolVar(&o.all, "all", false, "all scenarios, about an hour")
	flags.BoolVar(&o.list, "list", false, "list scenarios and targets, and do nothing")
	flags.IntVar(&o.runs, "runs", 5, "rounds; every target is measured once in each")
	flags.DurationVar(&o.warmup, "warmup", time.Second, "warm-up before each measurement, whole seconds; 0 is none")
	flags.DurationVar(&o.duration, "duration", 3*time.Second, "length of each measurement, whole seconds")
	flags.StringVar(&o.app, "app", "apps/example/plain.ts", "`path` of the app to serve")
	flags.StringVar(&o.results, "results", "bench/results", "`directory` for raw samples and the report")
	flags.BoolVar(&o.json, "json", false, "print the summary as JSON instead of tables")
	err := flags.Parse(args)
	switch {
	case err != nil:
		return o, err
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q; bench takes only flags, -h lists them", flags.Arg(0))
	case o.runs < 1 || o.duration < time.Second:
		return o, fmt.Errorf("-runs must be at least 1 and -duration at least 1s")
	}
	return o, nil
}

// chosenScenarios are the named ones, else all, else the default selection.
func (o options) chosenScenarios() ([]Scenario, error) {
	all := Scenarios()
	names := words(o.scenarios)
	known := make([]string, len(all))
	for i, s := range all {
		known[i] = s.Name
	}
	if err := checkNames("scenario", names, known); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(s Scenario) bool {
		if len(names) > 0 {
			return !slices.Contains(names, s.Name)
		}
		return !o.all && !s.Default
	}), nil
}

// chosenPeers are the named ones, else all.
func (o options) chosenPeers() ([]peers.Peer, error) {
	all := peers.All()
	names := words(o.targets)
	known := make([]string, len(all))
	for i, p := range all {
		known[i] = p.Name
	}
	if err := checkNames("target", names, known); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p peers.Peer) bool {
		return len(names) > 0 && !slices.Contains(names, p.Name)
	}), nil
}

func checkNames(kind string, names, known []string) error {
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("there is no %s %q; there are %s", kind, name, strings.Join(known, ", "))
		}
	}
	return nil
}

// words splits "a, b"; an empty text has none.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
