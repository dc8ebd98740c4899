package bench

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// Main is the bench command: it measures the targets in the repository of the
// working directory and prints tables on stdout, or JSON, with progress on
// stderr. It returns the exit code: 0 is measured, 1 failed, 2 asked wrongly.
// Errors under load are part of the report and not a failure.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var scenarios []Scenario
	var chosen []peers.Peer
	if err == nil {
		scenarios, err = o.chosenScenarios()
	}
	if err == nil {
		chosen, err = o.chosenPeers()
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	if o.list {
		list(stdout)
		return 0
	}
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(stderr, format+"\n", args...) }
	scenarios = possible(scenarios, say)
	if len(scenarios) == 0 {
		return 1
	}
	if err := measure(ctx, o, scenarios, available(chosen, say), stdout, say); err != nil {
		_, _ = fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// possible leaves out the scenarios whose load cannot be made here, and says what
// is missing.
func possible(scenarios []Scenario, say func(string, ...any)) []Scenario {
	return slices.DeleteFunc(scenarios, func(s Scenario) bool {
		if s.Find == nil {
			return false
		}
		err := s.Find()
		if err != nil {
			say("leaving %s out: %v", s.Name, err)
		}
		return err != nil
	})
}

// available leaves out the peers that cannot run here, and says how to get them.
func available(chosen []peers.Peer, say func(string, ...any)) map[string]peers.Peer {
	found := make(map[string]peers.Peer)
	for _, peer := range chosen {
		if peer.Find != nil {
			if err := peer.Find(); err != nil {
				say("leaving %s out: %v", peer.Name, err)
				continue
			}
		}
		found[peer.Name] = peer
	}
	return found
}

func measure(ctx context.Context, o options, scenarios []Scenario, chosen map[string]peers.Peer, stdout io.Writer, say func(string, ...any)) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	where, err := newPlace(root, o.app)
	if err != nil {
		return err
	}
	if err := buildPrograms(ctx, where.root, chosen, say); err != nil {
		return err
	}
	environment := surroundings(ctx, chosen, where.bun)
	environment.Flags = fmt.Sprintf("%d, %s each after %s of warm-up", o.runs, o.duration, o.warmup)
	book, err := openBook(o.results, environment)
	if err != nil {
		return err
	}
	r := runner{
		place: where, sink: book.add, say: say,
		plan: plan{scenarios: scenarios, peers: chosen, rounds: o.runs, warmup: o.warmup, duration: o.duration},
	}
	err = r.run(ctx)
	if err = errors.Join(err, book.close()); err != nil {
		return err
	}
	summaries := summarize(book.samples, environment.Cores)
	html := strings.TrimSuffix(book.path, ".jsonl") + ".html"
	if err := writeReport(html, environment, scenarios, summaries); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	say("raw samples are in %s, the report is %s", book.path, html)
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(summaries)
	}
	if err := writeTables(stdout, scenarios, summaries); err != nil {
		return err
	}
	return writeGoals(stdout, summaries)
}

// newPlace finds the app, whose path is relative to the repository, and bun.
func newPlace(root, app string) (place, error) {
	entry, err := runtime.ResolveEntry(filepath.Join(root, app))
	if err != nil {
		return place{}, err
	}
	bun, err := bunbridge.Find(entry.Dir, os.Environ())
	if err != nil {
		return place{}, err
	}
	described := runtime.App{Name: entry.Name, Entry: entry.File, Dir: entry.Dir, Env: "prod", HotReload: "none", ReloadErrors: "page"}
	return place{root: root, app: described, runtime: bun, bun: bun.Path()}, nil
}

func list(w io.Writer) {
	_, _ = fmt.Fprintln(w, "scenarios (* when none is selected):")
	for _, s := range Scenarios() {
		mark := " "
		if s.Default {
			mark = "*"
		}
		_, _ = fmt.Fprintf(w, "%s %-14s %s\n", mark, s.Name, s.About)
	}
	_, _ = fmt.Fprintln(w, "\ntargets:")
	for _, p := range peers.All() {
		_, _ = fmt.Fprintf(w, "  %-14s %s\n", p.Name, p.About)
	}
}
