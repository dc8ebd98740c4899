package progen

import (
	"strconv"
	"strings"
)

// statements makes at most n statements, the last of which is a number.
func (g *generator) statements(n, d int) stmt {
	g.blocks++
	defer func() { g.blocks-- }()
	var list []stmt
	for range 1 + g.pick(n) {
		list = append(list, g.statement(d))
	}
	list = append(list, g.value(d))
	var src strings.Builder
	for _, st := range list {
		src.WriteString(st.src)
	}
	return stmt{src.String(), func(s *scope) (v value, sig signal) {
		for _, st := range list {
			if v, sig = st.run(s); sig != next {
				return v, sig
			}
		}
		return v, next
	}}
}

// line is an expression as a statement.
func line(e expr) stmt {
	return stmt{e.src + "\n", func(s *scope) (value, signal) { return e.run(s), next }}
}

// value is a statement whose value is a number.
func (g *generator) value(d int) stmt {
	if d > 0 && g.maybe(3) {
		return g.branching(d)
	}
	return line(g.num(d))
}

// statement makes any statement.
func (g *generator) statement(d int) stmt {
	if d <= 0 {
		return g.plainAssign(0)
	}
	switch g.pick(14) {
	case 0, 1:
		return g.plainAssign(d)
	case 2:
		return g.destructure(d)
	case 3:
		return g.branching(d)
	case 4:
		return g.assignBranching(d)
	case 5, 6:
		return g.loop(d)
	case 7:
		return g.while(d)
	case 8:
		return g.jump(d)
	case 9, 10:
		return g.define(d)
	case 11:
		return g.keep(d)
	case 12:
		return g.class(d)
	}
	return g.postfix(d)
}

// plainAssign is name = value on a line of its own.
func (g *generator) plainAssign(d int) stmt {
	e := g.assign(d)
	e.src = strings.TrimSuffix(strings.TrimPrefix(e.src, "("), ")")
	return line(e)
}

// destructure takes the shared list or object apart.
func (g *generator) destructure(d int) stmt {
	two := g.distinct(2)
	for _, name := range two {
		if !g.names.binds(name) {
			g.names.function().assigned[name] = true
		}
	}
	def := g.num(d - 1)
	if g.maybe(2) {
		l := g.listRef()
		return stmt{"[" + two[0] + ",,, " + two[1] + " = " + def.src + "] = " + l.src + "\n", func(s *scope) (value, signal) {
			of := l.run(s).(*list)
			s.set(two[0], of.at(0))
			s.set(two[1], orElse(of.at(3), s, def))
			return nil, next
		}}
	}
	o := g.objectRef()
	return stmt{"{p: " + two[0] + ", q: " + two[1] + " = " + def.src + "} = " + o.src + "\n", func(s *scope) (value, signal) {
		of := o.run(s).(*object)
		s.set(two[0], of.fields["p"])
		s.set(two[1], orElse(of.fields["q"], s, def))
		return nil, next
	}}
}

// branching is if, unless, switch or try over several lines; its value is a
// number.
func (g *generator) branching(d int) stmt {
	switch g.pick(4) {
	case 0:
		return g.switching(d)
	case 1:
		return g.trying(d)
	}
	c, then := g.condition(d-1), g.statements(2, d-1)
	word, not := "if ", g.maybe(3)
	if not {
		word = "unless "
	}
	src := word + c.src + "\n" + indent(then.src)
	otherwise := stmt{run: func(*scope) (value, signal) { return nil, next }}
	if !g.maybe(3) {
		otherwise = g.statements(2, d-1)
		src += "else\n" + indent(otherwise.src)
	}
	return stmt{src, func(s *scope) (value, signal) {
		if truthy(c.run(s)) != not {
			return then.run(s)
		}
		return otherwise.run(s)
	}}
}

// switching is a switch with two arms and an else. What it looks at is computed:
// JavaScriptCore, and so bun 1.4.5, compares with what an arm has just assigned
// where it is a variable, as in switch (b) { case b = 3: … }.
func (g *generator) switching(d int) stmt {
	subject, a, b, c := g.arithmetic(d), g.num(d-1), g.num(d-1), g.num(d-1)
	loops := g.loops
	g.loops = 0 // a break here would be the switch's
	one, two, other := g.num(d-1), g.statements(2, d-1), g.statements(1, d-1)
	g.loops = loops
	src := "switch " + subject.src + "\n  when " + a.src + ", " + b.src + " then " + one.src +
		"\n  when " + c.src + "\n" + indent(indent(two.src)) + "  else\n" + indent(indent(other.src))
	return stmt{src, func(s *scope) (value, signal) {
		v := subject.run(s)
		switch {
		case same(v, a.run(s)) || same(v, b.run(s)):
			return one.run(s), next
		case same(v, c.run(s)):
			return two.run(s)
		}
		return other.run(s)
	}}
}

// trying is try with catch and maybe finally; what it tries may throw.
func (g *generator) trying(d int) stmt {
	c, what := g.condition(d-1), g.num(d-1)
	body := g.statements(2, d-1)
	name := g.distinct(1)[0]
	g.enterBlock(name)
	caught := g.statements(1, d-1)
	g.names = g.names.outer
	src := "try\n  throw " + what.src + " if " + c.src + "\n" + indent(body.src) + "catch " + name + "\n" + indent(caught.src)
	last := stmt{run: func(*scope) (value, signal) { return nil, next }}
	if g.maybe(2) {
		loops, canReturn := g.loops, g.canReturn
		g.loops, g.canReturn = 0, false
		last = g.statements(1, d-1)
		g.loops, g.canReturn = loops, canReturn
		src += "finally\n" + indent(last.src)
	}
	attempt := func(s *scope) (v value, sig signal) {
		defer func() {
			if t, ok := recoverThrown(recover()); ok {
				block := s.block()
				block.bind(name, t.value)
				v, sig = caught.run(block)
			}
		}()
		if truthy(c.run(s)) {
			panic(thrown{what.run(s)})
		}
		return body.run(s)
	}
	return stmt{src, func(s *scope) (v value, sig signal) {
		defer func() {
			r := recover()
			if _, long := r.(tooLong); !long {
				last.run(s)
			}
			if r != nil {
				panic(r)
			}
		}()
		return attempt(s)
	}}
}

// recoverThrown passes on what is no throw of the program.
func recoverThrown(r any) (t thrown, ok bool) {
	if r == nil {
		return t, false
	}
	if t, ok = r.(thrown); !ok {
		panic(r)
	}
	return t, true
}

// assignBranching is name = if …, whose branches cannot be left.
func (g *generator) assignBranching(d int) stmt {
	name := g.target()
	loops, canReturn := g.loops, g.canReturn
	g.loops, g.canReturn = 0, false
	b := g.branching(d)
	g.loops, g.canReturn = loops, canReturn
	return stmt{name + " = " + b.src, func(s *scope) (value, signal) {
		v, _ := b.run(s)
		s.set(name, v)
		return v, next
	}}
}

// loop is a for with a body of statements; sometimes its value is summed up.
func (g *generator) loop(d int) stmt {
	into := ""
	canReturn := g.canReturn
	if g.maybe(3) {
		into, g.canReturn = g.target(), false
	}
	h := g.head(d)
	guard := g.guard(d)
	g.loops++
	body := g.statements(2, d-1)
	g.loops--
	g.names, g.canReturn = g.names.outer, canReturn
	src := h.src + guard.src + "\n" + indent(body.src)
	if into != "" {
		g.made++
		list := "list" + strconv.Itoa(g.made)
		src = list + " = " + src + into + " = sum " + list + "\n"
	}
	return stmt{src, func(s *scope) (v value, sig signal) {
		out := &list{}
		v, sig = runLoop(out, func(turn func(*scope) bool) {
			h.each(s, func(s *scope) bool { return guard.run != nil && !truthy(guard.run(s)) || turn(s) })
		}, body)
		if into != "" {
			v = sum(out)
			s.set(into, v)
		}
		return v, sig
	}}
}

// runLoop runs a loop's body until it leaves, and collects its values.
func runLoop(out *list, each func(turn func(*scope) bool), body stmt) (v value, sig signal) {
	each(func(s *scope) bool {
		var of value
		switch of, sig = body.run(s); sig {
		case next:
			out.items = append(out.items, of)
		case returned:
			v = of
			return false
		case broke:
			return false
		}
		return true
	})
	if sig == returned {
		return v, returned
	}
	return out, next
}

// while counts a variable of its own.
func (g *generator) while(d int) stmt {
	g.made++
	n := "n" + strconv.Itoa(g.made)
	g.names.function().assigned[n] = true
	c := g.condition(d - 1)
	g.loops++
	body := g.statements(2, d-1)
	g.loops--
	src := n + " = 0\nwhile " + n + "++ < 2 and " + c.src + "\n" + indent(body.src)
	return stmt{src, func(s *scope) (value, signal) {
		s.set(n, 0.0)
		return runLoop(&list{}, func(turn func(*scope) bool) {
			for {
				count := s.get(n).(float64)
				s.set(n, count+1)
				if count >= 2 || !truthy(c.run(s)) || !turn(s) {
					return
				}
			}
		}, body)
	}}
}

// jump leaves the function or loop around, under a condition.
func (g *generator) jump(d int) stmt {
	if g.loops > 0 {
		word, sig := "break", broke
		if g.maybe(2) {
			word, sig = "continue", continued
		}
		c := g.condition(d - 1)
		return stmt{word + " if " + c.src + "\n", func(s *scope) (value, signal) {
			if truthy(c.run(s)) {
				return nil, sig
			}
			return nil, next
		}}
	}
	if !g.canReturn || g.deep == 0 {
		return g.plainAssign(d)
	}
	c, v := g.condition(d-1), g.num(d-1)
	src := c.src + " and return " + v.src + "\n"
	if g.maybe(2) {
		src = "return " + v.src + " if " + c.src + "\n"
	}
	return stmt{src, func(s *scope) (value, signal) {
		if truthy(c.run(s)) {
			return v.run(s), returned
		}
		return nil, next
	}}
}

// postfix is an expression with an if or for behind it.
func (g *generator) postfix(d int) stmt {
	if g.maybe(2) {
		e, c := g.plainAssign(d-1), g.condition(d-1)
		return stmt{strings.TrimSuffix(e.src, "\n") + " if " + c.src + "\n", func(s *scope) (value, signal) {
			if truthy(c.run(s)) {
				return e.run(s)
			}
			return nil, next
		}}
	}
	h := g.head(d)
	e := g.plainAssign(d - 1)
	g.names = g.names.outer
	return stmt{strings.TrimSuffix(e.src, "\n") + " " + h.src + "\n", func(s *scope) (value, signal) {
		h.each(s, func(s *scope) bool { e.run(s); return true })
		return nil, next
	}}
}
