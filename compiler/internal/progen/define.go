package progen

import "strconv"

// define declares a function that later statements may call.
func (g *generator) define(d int) stmt {
	g.made++
	name := "f" + strconv.Itoa(g.made)
	g.names.function().assigned[name] = true
	g.deep++
	p, leave := g.params(d)
	body := g.statements(3, d-1)
	leave()
	g.deep--
	src := name + " = (" + p.src + ") ->\n" + indent(body.src)
	if g.direct() && g.maybe(3) {
		src = "def " + name + "(" + p.src + ")\n" + indent(body.src)
	}
	if g.direct() {
		g.callable = append(g.callable, name)
	}
	return stmt{src, func(s *scope) (value, signal) {
		s.set(name, p.closure(s, func(s *scope) value {
			g.step()
			v, _ := body.run(s)
			return v
		}))
		return nil, next
	}}
}

// direct says that this place is in a function's own body and is reached
// before everything below it.
func (g *generator) direct() bool { return g.blocks == 1 }

// keep keeps a closure for the end of the program.
func (g *generator) keep(d int) stmt {
	g.names = &names{outer: g.names, fn: &function{assigned: map[string]bool{}}}
	fn := g.names.fn
	body := g.num(d - 1)
	g.names = g.names.outer
	return stmt{"kept.push -> " + body.src + "\n", func(s *scope) (value, signal) {
		inner := s
		g.kept.items = append(g.kept.items, &closure{func([]value) value {
			return body.run(&scope{outer: inner, fn: fn, vars: map[string]*value{}, this: s.this})
		}})
		return float64(len(g.kept.items)), next
	}}
}

// class declares a class, makes an object of it and calls a method.
func (g *generator) class(d int) stmt {
	g.made++
	name := "K" + strconv.Itoa(g.made)
	field := g.function(func() expr { return g.num(d - 1) }, false)
	start := g.function(func() expr { return g.num(d - 1) }, false)
	method := g.function(func() expr { return g.num(d - 1) }, g.async)
	again := g.function(func() expr { return g.num(d - 1) }, g.async)
	into := g.target()
	src := "class " + name + "\n  v = " + field.src + "\n  constructor: (@w = " + start.src + ") ->\n" +
		"  m: (n) -> n + @v + @w + " + method.src + "\n" +
		"class " + name + "b extends " + name + "\n  m: (n) -> " + superCall(g.async) + " + " + again.src + "\n" +
		into + " = (new " + name + "b)." + "m" + g.bang() + "(1)\n"
	return stmt{src, func(s *scope) (value, signal) {
		v := number(field.run(s))
		w := number(start.run(s))
		base := 1 + v + w + number(method.run(s))
		out := base + number(again.run(s))
		s.set(into, out)
		return out, next
	}}
}

// superCall is super with the argument of the method around.
func superCall(async bool) string {
	if async {
		return "(await super(n))"
	}
	return "super(n)"
}

// function makes an expression that stands in a function of its own.
func (g *generator) function(make func() expr, canAwait bool) expr {
	before := g.canAwait
	fn := &function{assigned: map[string]bool{}}
	g.names = &names{outer: g.names, fn: fn}
	g.canAwait = canAwait
	e := make()
	g.names = g.names.outer
	g.canAwait = before
	return expr{e.src, func(s *scope) value {
		return e.run(&scope{outer: s, fn: fn, vars: map[string]*value{}})
	}}
}
