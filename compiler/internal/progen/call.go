package progen

import (
	"strings"
)

// comprehension is the sum of what a comprehension collects.
func (g *generator) comprehension(d int) expr {
	h := g.head(d)
	body, guard := g.num(d-1), g.guard(d)
	g.names = g.names.outer
	return expr{"sum((" + body.src + " " + h.src + guard.src + "))", func(s *scope) value {
		out := &list{}
		h.each(s, func(s *scope) bool {
			if guard.run == nil || truthy(guard.run(s)) {
				out.items = append(out.items, body.run(s))
			}
			return true
		})
		return sum(out)
	}}
}

// head is for … in … and its like; each runs a body until it says no.
type head struct {
	src  string
	each func(s *scope, body func(*scope) bool)
}

// guard is when …, or nothing.
func (g *generator) guard(d int) expr {
	if !g.maybe(3) {
		return expr{}
	}
	c := g.condition(d - 1)
	return expr{" when " + c.src, c.run}
}

// head makes a loop's head and enters its scope, which the caller leaves.
func (g *generator) head(d int) head {
	two := g.distinct(2)
	x, i := two[0], two[1]
	switch g.pick(4) {
	case 0:
		from, to := g.num(d-1), g.num(d-1)
		g.enterBlock(x)
		return head{"for " + x + " in [(" + from.src + " %% 3)..(" + to.src + " %% 4)]", func(s *scope, body func(*scope) bool) {
			n := modulo(number(from.run(s)), 3)
			for end := modulo(number(to.run(s)), 4); n <= end; n++ {
				if !body(s.iteration(x, n)) {
					return
				}
			}
		}}
	case 1:
		o := g.objectRef()
		g.enterBlock(x)
		return head{"for " + i + "Key, " + x + " of " + o.src, func(s *scope, body func(*scope) bool) {
			of := o.run(s).(*object)
			for _, key := range []string{"p", "q"} {
				if !body(s.iteration(x, of.fields[key])) {
					return
				}
			}
		}}
	case 2:
		l := g.listRef()
		g.enterBlock(x, i)
		return head{"for " + x + ", " + i + " in " + l.src, func(s *scope, body func(*scope) bool) {
			for n, item := range l.run(s).(*list).items {
				block := s.iteration(x, item)
				block.bind(i, float64(n))
				if !body(block) {
					return
				}
			}
		}}
	}
	l, word := g.listRef(), []string{" in ", " as "}[g.pick(2)]
	g.enterBlock(x)
	return head{"for " + x + word + l.src, func(s *scope, body func(*scope) bool) {
		for _, item := range l.run(s).(*list).items {
			if !body(s.iteration(x, item)) {
				return
			}
		}
	}}
}

// iteration is the scope of one turn of a loop.
func (s *scope) iteration(name string, v value) *scope {
	b := s.block()
	b.bind(name, v)
	return b
}

// enterBlock begins a scope that binds names of a loop or catch.
func (g *generator) enterBlock(bound ...string) { g.names = &names{outer: g.names, bound: bound} }

// distinct is n different names of variables.
func (g *generator) distinct(n int) []string {
	list := variables()
	g.r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:n]
}

// call calls a function that was declared before, or one made on the spot.
func (g *generator) call(d int) expr {
	if g.async && !g.canAwait {
		return g.atom()
	}
	if len(g.callable) > 0 && g.maybe(2) {
		name := g.callable[g.pick(len(g.callable))]
		args := []expr{g.num(d - 1)}
		if g.maybe(2) {
			args = append(args, g.num(d-1))
		}
		return expr{name + g.bang() + "(" + sources(args) + ")", func(s *scope) value {
			of := s.get(name).(*closure)
			return of.call(values(args, s))
		}}
	}
	arg := g.num(d - 1)
	params, leave := g.params(d)
	body := g.num(d - 1)
	leave()
	arrow := []string{" -> ", " => "}[g.pick(2)]
	return expr{"((" + params.src + ")" + arrow + body.src + ")" + g.bang() + "(" + arg.src + ")", func(s *scope) value {
		f := params.closure(s, body.run)
		return f.call([]value{arg.run(s)})
	}}
}

// sources is the text of arguments.
func sources(args []expr) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.src
	}
	return strings.Join(parts, ", ")
}

// values runs arguments.
func values(args []expr, s *scope) []value {
	out := make([]value, len(args))
	for i, a := range args {
		out[i] = a.run(s)
	}
	return out
}

// params is a parameter list.
type params struct {
	src  string
	fn   *function
	bind func(s *scope, args []value)
}

// closure makes a function with these parameters in s.
func (p params) closure(s *scope, body func(*scope) value) *closure {
	return &closure{func(args []value) value {
		inner := &scope{outer: s, fn: p.fn, vars: map[string]*value{}, this: s.this}
		p.bind(inner, args)
		return body(inner)
	}}
}

// params makes a parameter list of two and enters the function, which leave
// leaves again.
func (g *generator) params(d int) (p params, leave func()) {
	outer, loops, canReturn, blocks, callable := g.names, g.loops, g.canReturn, g.blocks, len(g.callable)
	two := g.distinct(2)
	p.fn = &function{assigned: map[string]bool{}}
	g.names = &names{outer: outer, fn: p.fn, bound: two[:1]}
	g.loops, g.canReturn, g.blocks = 0, true, 0
	leave = func() {
		g.names, g.loops, g.canReturn, g.blocks = outer, loops, canReturn, blocks
		g.callable = g.callable[:callable]
	}
	if g.maybe(3) {
		p.src = two[0] + ", ...rest"
		p.bind = func(s *scope, args []value) { s.bind(two[0], argument(args, 0)) }
		return p, leave
	}
	g.hidden = append(g.hidden, two[1]) // a default cannot mention its own parameter
	def := g.num(d - 2)
	g.hidden = g.hidden[:len(g.hidden)-1]
	g.names.bound = two
	p.src = two[0] + ", " + two[1] + " = " + def.src
	pattern := g.maybe(2)
	if pattern {
		p.src = two[0] + ", {p: " + two[1] + " = " + def.src + "} = {}"
	}
	p.bind = func(s *scope, args []value) {
		second := argument(args, 1)
		if pattern {
			second = nil // a number has no p, nor has {}
		}
		s.bind(two[0], argument(args, 0))
		s.bind(two[1], orElse(second, s, def))
	}
	return p, leave
}

// argument is the argument at i, or undefined.
func argument(args []value, i int) value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// orElse is v or, if that is undefined, the default.
func orElse(v value, s *scope, def expr) value {
	if v == nil {
		return def.run(s)
	}
	return v
}
