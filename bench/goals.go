package bench

import "fmt"

// goal is something the server is to reach, as ratios or limits within one
// run. A benchmark tells; it fails nobody.
type goal struct {
	what string
	want float64
	most bool // want is the most there may be; else the least
	unit func(float64) string
	// value finds the number; false is that the run did not measure it.
	value func(results) (float64, bool)
}

// results finds summaries by scenario and target.
type results map[[2]string]Summary

func index(summaries []Summary) results {
	found := make(results)
	for _, s := range summaries {
		if s.Rounds > 0 {
			found[[2]string{s.Scenario, s.Target}] = s
		}
	}
	return found
}

// ratio is a quotient of two targets' numbers in one scenario.
func ratioOf(scenario, target, other string, number func(Summary) float64) func(results) (float64, bool) {
	return func(r results) (float64, bool) {
		a, ok := r[[2]string{scenario, target}]
		b, both := r[[2]string{scenario, other}]
		if !ok || !both || number(b) == 0 {
			return 0, false
		}
		return number(a) / number(b), true
	}
}

// numberOf is a number of rip-server's in one scenario.
func numberOf(scenario string, number func(Summary) float64) func(results) (float64, bool) {
	return func(r results) (float64, bool) {
		s, ok := r[[2]string{scenario, "rip-server"}]
		if !ok {
			return 0, false
		}
		return number(s), true
	}
}

// bootOf is how soon a target of embedded-start answers.
func bootOf(target string) func(results) (float64, bool) {
	return func(r results) (float64, bool) {
		s, ok := r[[2]string{"embedded-start", target}]
		return s.Figures[figBoot].Median, ok
	}
}

func goals() []goal {
	rate := func(s Summary) float64 { return s.PerSec.Median }
	times := func(v float64) string { return fmt.Sprintf("%.2f×", v) }
	figure := func(name string) func(Summary) float64 {
		return func(s Summary) float64 { return s.Figures[name].Median }
	}
	unexpected := func(s Summary) float64 {
		n := s.Figures[figUncounted].Max
		for kind, count := range s.Other {
			if kind != "503" && kind != "504" {
				n += float64(count)
			}
		}
		return n
	}
	return []goal{
		{what: "/ping beside the balancer written in Bun", want: 1.5, unit: times, value: ratioOf("ping-64", "rip-server", "bun-balancer", rate)},
		{what: "/ping beside HAProxy, maxconn 1, one thread per core", want: 3, unit: times, value: ratioOf("ping-64", "rip-server", "haproxy-threads", rate)},
		{what: "/ping beside HAProxy, maxconn 1, one thread", want: 3, unit: times, value: ratioOf("ping-64", "rip-server", "haproxy", rate)},
		{what: "/ping beside the epoll limit", want: 0.7, unit: times, value: ratioOf("ping-64", "rip-server", "limit", rate)},
		{what: "/ping with the access log beside without", want: 0.9, unit: times, value: ratioOf("ping-64", "rip-server-log", "rip-server", rate)},
		{what: "CPU time per /ping beside a bare fasthttp proxy", want: 1.3, most: true, unit: times, value: ratioOf("ping-64", "rip-server", "fasthttp-proxy", func(s Summary) float64 { return s.BalancerCPU.Median })},
		{what: "p50 of /ping at 512 connections", want: 15, most: true, unit: short, value: numberOf("ping-512", func(s Summary) float64 { return s.Latency["50"].Median })},
		{what: "capacity efficiency, by the service time under load", want: 0.98, unit: percentText, value: numberOf("capacity", figure(figOwn))},
		{what: "answers other than 200 while there is room in the queue", most: true, unit: thousands, value: numberOf("capacity", Summary.bad)},
		{what: "answers beyond 200, 503 and 504 in overload, or not counted", most: true, unit: thousands, value: numberOf("overload", unexpected)},
		{what: "answers other than 200 during rolling restarts", most: true, unit: thousands, value: numberOf("rolling", Summary.bad)},
		{what: "p99 with 64 slow clients beside without", want: 1.3, most: true, unit: times, value: numberOf("slow-clients", figure(figSlowdown))},
		{what: "memory of the server with 10,000 idle connections", want: 150, most: true, unit: func(v float64) string { return fmt.Sprintf("%.0f MB", v) }, value: numberOf("idle-10k", figure(figServerMB))},
		{what: "/ping with workers within the server beside fasthttp alone", want: 0.6, unit: times, value: ratioOf("embedded", "rip-vm", "fasthttp-hello", rate)},
		{what: "/ping with embedded workers as processes beside bun's", want: 0.7, unit: times, value: ratioOf("embedded", "rip-process", "rip-server", rate)},
		{what: "first answer of the embedded runtime", want: 60, most: true, unit: short, value: bootOf("rip-vm")},
		{what: "the same with nothing kept on disk", want: 150, most: true, unit: short, value: bootOf("rip-vm-cold")},
		{what: "memory at the end of 60 s beside its middle", want: 1.05, most: true, unit: times, value: numberOf("steady", Summary.growth)},
	}
}

func percentText(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }

// bad is the number of all answers that were not a whole 200.
func (s Summary) bad() float64 {
	n := 0
	for _, count := range s.Other {
		n += count
	}
	return float64(n)
}

// growth is the balancer's memory in the last third of the last round's
// measurement as a multiple of the middle third's.
func (s Summary) growth() float64 {
	if len(s.samples) == 0 {
		return 0
	}
	memory := s.samples[len(s.samples)-1].Memory
	third := len(memory) / 3
	if third == 0 {
		return 0
	}
	mean := func(part []Memory) (sum float64) {
		for _, m := range part {
			sum += float64(m.Balancer) / float64(len(part))
		}
		return sum
	}
	return mean(memory[2*third:]) / mean(memory[third:2*third])
}

// reached tells whether a value meets the goal, and how the goal reads.
func (g goal) reached(value float64) (met bool, want string) {
	if g.most {
		return value <= g.want, "at most " + g.unit(g.want)
	}
	return value >= g.want, "at least " + g.unit(g.want)
}
