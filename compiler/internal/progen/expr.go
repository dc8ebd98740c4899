package progen

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// num makes an expression that is a number, at most d deep; it may be
// undefined where a variable has no value yet.
func (g *generator) num(d int) expr {
	if d <= 0 {
		return g.atom()
	}
	switch g.pick(20) {
	case 0, 1:
		return g.atom()
	case 2, 3:
		return g.arithmetic(d)
	case 4:
		return g.logic(d)
	case 5, 6:
		return g.choice(d)
	case 7, 8, 9:
		return g.assign(d)
	case 10:
		return g.memberAssign(d)
	case 11:
		return g.member(d)
	case 12:
		return g.optional(d)
	case 13, 14:
		return g.comprehension(d)
	case 15:
		return g.text(d)
	case 16:
		return g.pickOf(d)
	case 17:
		return g.sliced(d)
	}
	return g.call(d)
}

// atom is a literal, a variable or a trace.
func (g *generator) atom() expr {
	n := float64(g.pick(7))
	literal := strconv.Itoa(int(n))
	visible := slices.DeleteFunc(g.names.visible(), func(name string) bool { return slices.Contains(g.hidden, name) })
	switch g.pick(3) {
	case 0:
		return g.trace(literal, func() value { return n })
	case 1:
		if len(visible) > 0 {
			name := visible[g.pick(len(visible))]
			return expr{name, func(s *scope) value { return s.get(name) }}
		}
	}
	return expr{literal, func(*scope) value { return n }}
}

// arithmetic is + - * // and %%.
func (g *generator) arithmetic(d int) expr {
	a := g.num(d - 1)
	if g.maybe(4) {
		return expr{"(" + a.src + " // 3)", func(s *scope) value { return math.Floor(number(a.run(s)) / 3) }}
	}
	b := g.num(d - 1)
	two := func(f func(x, y float64) float64) func(*scope) value {
		return func(s *scope) value {
			x := number(a.run(s))
			return f(x, number(b.run(s)))
		}
	}
	switch g.pick(3) {
	case 0:
		return expr{"(" + a.src + " + " + b.src + ")", two(func(x, y float64) float64 { return x + y })}
	case 1:
		return expr{"(" + a.src + " - " + b.src + ")", two(func(x, y float64) float64 { return x - y })}
	}
	return expr{"(" + a.src + " * " + b.src + " %% 97)", two(func(x, y float64) float64 { return modulo(x*y, 97) })}
}

// logic is or, and and ??.
func (g *generator) logic(d int) expr {
	a, b := g.num(d-1), g.num(d-1)
	op := []string{"or", "and", "??"}[g.pick(3)]
	return expr{"(" + a.src + " " + op + " " + b.src + ")", func(s *scope) value {
		x := a.run(s)
		if op == "or" && truthy(x) || op == "and" && !truthy(x) || op == "??" && x != nil {
			return x
		}
		return b.run(s)
	}}
}

// condition makes a test that is not known beforehand: goja jumps astray when
// the code that it drops behind a constant condition has a continue in it, as
// in for (let i = 0; i < 1; i++) { if (1) {} else { if (i) continue; } }.
func (g *generator) condition(d int) expr {
	a := g.num(d - 1)
	if strings.IndexFunc(a.src, unicode.IsLetter) < 0 {
		a = g.trace("1", func() value { return 1.0 })
	}
	switch g.pick(6) {
	case 0:
		return expr{"(not " + a.src + ")", func(s *scope) value { return !truthy(a.run(s)) }}
	case 1:
		return expr{"(" + a.src + ")?", func(s *scope) value { return a.run(s) != nil }}
	case 2:
		l := g.listRef()
		return expr{"(" + a.src + " in " + l.src + ")", func(s *scope) value {
			x := a.run(s)
			return slices.ContainsFunc(l.run(s).(*list).items, func(item value) bool { return same(item, x) })
		}}
	}
	return g.comparison(d, a)
}

// comparison compares a with one or two others.
func (g *generator) comparison(d int, a expr) expr {
	b := g.num(d - 1)
	switch g.pick(3) {
	case 0:
		return expr{"(" + a.src + " is " + b.src + ")", func(s *scope) value { x := a.run(s); return same(x, b.run(s)) }}
	case 1:
		return expr{"(" + a.src + " > " + b.src + ")", func(s *scope) value { x := number(a.run(s)); return x > number(b.run(s)) }}
	}
	c := g.num(d - 1)
	return expr{"(" + a.src + " < " + b.src + " <= " + c.src + ")", func(s *scope) value {
		x := number(a.run(s))
		y := number(b.run(s))
		return x < y && y <= number(c.run(s))
	}}
}

// choice is the if in its spellings that fit on a line.
func (g *generator) choice(d int) expr {
	c, a, b := g.condition(d-1), g.num(d-1), g.num(d-1)
	src := ""
	switch g.pick(4) {
	case 0:
		src = "(if " + c.src + " then " + a.src + " else " + b.src + ")"
	case 1:
		src = "(" + c.src + " ? " + a.src + " : " + b.src + ")"
	case 2:
		src = "(" + a.src + " if " + c.src + " else " + b.src + ")"
	default:
		src = "(unless " + c.src + " then " + b.src + " else " + a.src + ")"
	}
	return expr{src, func(s *scope) value {
		if truthy(c.run(s)) {
			return a.run(s)
		}
		return b.run(s)
	}}
}

// target is a name to assign to, which this notes.
func (g *generator) target() string {
	free := slices.DeleteFunc(variables(), func(name string) bool { return slices.Contains(g.hidden, name) })
	if len(free) == 0 {
		free = []string{"free"}
	}
	name := free[g.pick(len(free))]
	if !g.names.binds(name) {
		g.names.function().assigned[name] = true
	}
	return name
}

// assign is an assignment as a value.
func (g *generator) assign(d int) expr {
	name := g.target()
	v := g.num(d - 1)
	op := []string{"=", "=", "+=", "//=", "%%=", "?=", "or="}[g.pick(7)]
	return expr{"(" + name + " " + op + " " + v.src + ")", func(s *scope) value {
		return compound(op, s.get(name), func() value { return v.run(s) }, func(v value) { s.set(name, v) })
	}}
}

// compound does what an assignment's operator says: old is the target's value
// from before the right side ran.
func compound(op string, old value, right func() value, set func(value)) value {
	var v value
	switch op {
	case "=":
		v = right()
	case "+=":
		v = number(old) + number(right())
	case "//=":
		v = math.Floor(number(old) / number(right()))
	case "%%=":
		v = modulo(number(old), number(right()))
	case "?=":
		if old != nil {
			return old
		}
		v = right()
	case "or=":
		if truthy(old) {
			return old
		}
		v = right()
	}
	set(v)
	return v
}

// objectRef is the shared object, and listRef the shared list, reached through
// a trace or by name.
func (g *generator) objectRef() expr {
	if g.maybe(3) {
		return expr{"O", func(*scope) value { return g.o }}
	}
	return g.trace("O", func() value { return g.o })
}

func (g *generator) listRef() expr {
	if g.maybe(3) {
		return expr{"L", func(*scope) value { return g.l }}
	}
	return g.trace("L", func() value { return g.l })
}

// member reads a property or an item.
func (g *generator) member(d int) expr {
	switch g.pick(4) {
	case 0:
		o := g.objectRef()
		return expr{o.src + ".q", func(s *scope) value { return o.run(s).(*object).fields["q"] }}
	case 1:
		o, k := g.objectRef(), g.trace("'p'", func() value { return "p" })
		return expr{o.src + "[" + k.src + "]", func(s *scope) value {
			from := o.run(s).(*object)
			return from.fields[k.run(s).(string)]
		}}
	case 2:
		l := g.listRef()
		return expr{l.src + "[-1]", func(s *scope) value { items := l.run(s).(*list).items; return items[len(items)-1] }}
	}
	l, i := g.listRef(), g.num(d-1)
	return expr{l.src + "[" + i.src + "]", func(s *scope) value {
		from := l.run(s).(*list)
		return from.at(number(i.run(s)))
	}}
}

// at is an item, or undefined.
func (l *list) at(i float64) value {
	if i >= 0 && i < float64(len(l.items)) && i == math.Floor(i) {
		return l.items[int(i)]
	}
	return nil
}

// memberAssign assigns to a property or item, whose place is found once.
func (g *generator) memberAssign(d int) expr {
	v := g.num(d - 1)
	op := []string{"=", "+=", "//=", "%%=", "?=", "or="}[g.pick(6)]
	if g.maybe(2) {
		o, k := g.objectRef(), g.trace("'p'", func() value { return "p" })
		return expr{"(" + o.src + "[" + k.src + "] " + op + " " + v.src + ")", func(s *scope) value {
			of := o.run(s).(*object)
			key := k.run(s).(string)
			return compound(op, of.fields[key], func() value { return v.run(s) }, func(v value) { of.fields[key] = v })
		}}
	}
	o := g.objectRef()
	return expr{"(" + o.src + ".q " + op + " " + v.src + ")", func(s *scope) value {
		of := o.run(s).(*object)
		return compound(op, of.fields["q"], func() value { return v.run(s) }, func(v value) { of.fields["q"] = v })
	}}
}

// optional reads or assigns behind ?. of something that may not be there.
func (g *generator) optional(d int) expr {
	o := g.trace("O", func() value { return g.o })
	if g.maybe(2) {
		o = g.trace("undefined", func() value { return nil })
	}
	if g.maybe(2) {
		return expr{o.src + "?.p", func(s *scope) value {
			if of, ok := o.run(s).(*object); ok {
				return of.fields["p"]
			}
			return nil
		}}
	}
	v := g.num(d - 1)
	op := []string{"=", "+=", "%%="}[g.pick(3)]
	return expr{"(" + o.src + "?.p " + op + " " + v.src + ")", func(s *scope) value {
		of, ok := o.run(s).(*object)
		if !ok {
			return nil
		}
		return compound(op, of.fields["p"], func() value { return v.run(s) }, func(v value) { of.fields["p"] = v })
	}}
}

// text is the length of an interpolated string.
func (g *generator) text(d int) expr {
	a, b := g.num(d-1), g.num(d-1)
	return expr{`"#{` + a.src + `}-#{` + b.src + `}".length`, func(s *scope) value {
		x := text(a.run(s))
		return float64(len(x) + 1 + len(text(b.run(s))))
	}}
}

// pickOf takes a property through a pick with a default.
func (g *generator) pickOf(d int) expr {
	o, v := g.objectRef(), g.num(d-1)
	if g.maybe(2) {
		return expr{o.src + ".{none = " + v.src + "}.none", func(s *scope) value { o.run(s); return v.run(s) }}
	}
	return expr{o.src + ".{p: x, q = " + v.src + "}.x", func(s *scope) value {
		of := o.run(s).(*object)
		p := of.fields["p"]
		if of.fields["q"] == nil {
			v.run(s)
		}
		return p
	}}
}

// sliced is the sum of a slice, or of a range.
func (g *generator) sliced(d int) expr {
	a, b := g.num(d-1), g.num(d-1)
	dots := []string{"..", "..."}[g.pick(2)]
	if g.maybe(2) {
		return expr{fmt.Sprintf("sum([(%s %%%% 5)%s(%s %%%% 5)])", a.src, dots, b.src), func(s *scope) value {
			from := modulo(number(a.run(s)), 5)
			return sum(rangeOf(from, modulo(number(b.run(s)), 5), dots == "..."))
		}}
	}
	l := g.listRef()
	return expr{fmt.Sprintf("sum(%s[(%s %%%% 4)%s(%s %%%% 4)])", l.src, a.src, dots, b.src), func(s *scope) value {
		of := l.run(s).(*list)
		from := modulo(number(a.run(s)), 4)
		to := modulo(number(b.run(s)), 4)
		if dots == ".." {
			to++
			if math.IsNaN(to) {
				to = float64(len(of.items)) // an end that is no number is none
			}
		}
		return sum(of.slice(from, to))
	}}
}

// slice is Array.prototype.slice for ends that are not negative.
func (l *list) slice(from, to float64) *list {
	out := &list{}
	for i, item := range l.items {
		if !(float64(i) < from) && float64(i) < to {
			out.items = append(out.items, item)
		}
	}
	return out
}

// rangeOf is [from..to].
func rangeOf(from, to float64, open bool) *list {
	out := &list{}
	step := 1.0
	if from > to {
		step = -1
	}
	for x := from; (to-x)*step > 0 || !open && (to-x)*step == 0; x += step {
		out.items = append(out.items, x)
	}
	return out
}
