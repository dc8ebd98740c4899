package progen

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Program is a Rip program whose function main returns the log of what ran, in
// order, the values of its variables, and what the closures it kept return.
type Program struct {
	Source string
	Want   string // what main returns, as JSON
}

// maxSteps is how long a program may run: loops in loops are no better a test
// for being long.
const maxSteps = 3000

// tooLong is the panic of a program that runs for longer.
type tooLong struct{}

// New makes the program of a seed; the same one each time. Not ok is one that
// runs for too long.
func New(seed uint64) (p Program, ok bool) {
	g := &generator{
		r: rand.New(rand.NewPCG(seed, 1)), async: seed%3 == 0, canAwait: seed%3 == 0,
		o: &object{map[string]value{"p": 1.0, "q": 2.0}}, l: &list{[]value{3.0, 1.0, 2.0}},
		log: &list{}, kept: &list{},
	}
	g.names = &names{fn: &function{assigned: map[string]bool{}}}
	body := g.statements(6, 3)
	var ends []string
	for _, name := range variables() {
		if g.names.fn.assigned[name] {
			ends = append(ends, name)
		}
	}
	end := "[LOG, [" + strings.Join(ends, ", ") + "], (f" + g.bang() + "() for f in kept)]\n"
	p.Source = prelude + "main = ->\n" + indent(body.src+end)
	p.Want, ok = g.want(body, ends)
	return p, ok
}

// prelude is what the programs use: t logs that it was reached and returns its
// second argument, and s does so later.
const prelude = `LOG = []
kept = []
O = {p: 1, q: 2}
L = [3, 1, 2]
t = (id, v) ->
  LOG.push id
  v
s = (id, v) ->
  await null
  LOG.push id
  v
sum = (xs) -> xs.reduce ((n, x) -> n + (x ?? 0)), 0
`

// want runs a program's body and says what main returns.
func (g *generator) want(body stmt, ends []string) (text string, ok bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case tooLong:
			text, ok = "", false
		default:
			panic(r)
		}
	}()
	s := &scope{fn: g.names.fn, vars: map[string]*value{}}
	body.run(s)
	values, kept := &list{}, &list{}
	for _, name := range ends {
		values.items = append(values.items, s.get(name))
	}
	for i := 0; i < len(g.kept.items); i++ { // what is kept meanwhile counts too
		kept.items = append(kept.items, g.kept.items[i].(*closure).call(nil))
	}
	return toJSON(&list{[]value{g.log, values, kept}}), true
}

// generator is the state of one program: while it is made, and then while it
// runs.
type generator struct {
	r        *rand.Rand
	names    *names
	async    bool // its functions may await, so that every call of one does
	canAwait bool // here: not in a constructor or field
	ids      int  // of traces
	made     int  // functions, classes and counters, whose names are numbered

	hidden    []string // variables that this place cannot mention
	callable  []string // functions declared before this place, in its function or around it
	blocks    int      // blocks around this place, in its function; 1 is its body
	loops     int      // around this place, that break and continue may leave
	canReturn bool     // here
	deep      int      // functions with a body of statements around this place

	steps     int
	log, kept *list
	o         *object
	l         *list
}

// expr is an expression, in parentheses where it needs them, and what it does.
type expr struct {
	src string
	run func(*scope) value
}

// stmt is one or several lines, and what they do.
type stmt struct {
	src string
	run func(*scope) (value, signal)
}

// signal is how a statement ends.
type signal uint8

const (
	next signal = iota
	broke
	continued
	returned
)

// pick chooses one of n.
func (g *generator) pick(n int) int { return g.r.IntN(n) }

// maybe is true once in n times.
func (g *generator) maybe(n int) bool { return g.pick(n) == 0 }

// bang is what makes a call wait, in a program that awaits.
func (g *generator) bang() string {
	if g.async {
		return "!"
	}
	return ""
}

// step counts what a program does.
func (g *generator) step() {
	if g.steps++; g.steps > maxSteps {
		panic(tooLong{})
	}
}

// trace is a call that logs that it was reached and has the value v.
func (g *generator) trace(src string, v func() value) expr {
	g.ids++
	id := g.ids
	f := "t("
	if g.canAwait && g.maybe(2) {
		f = "s!("
	}
	return expr{f + strconv.Itoa(id) + ", " + src + ")", func(*scope) value {
		g.step()
		g.log.items = append(g.log.items, float64(id))
		return v()
	}}
}

// indent moves lines two columns in.
func indent(src string) string {
	var b strings.Builder
	for line := range strings.Lines(src) {
		b.WriteString("  " + line)
	}
	return b.String()
}
