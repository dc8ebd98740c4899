package progen

import "slices"

// scope holds variables while a program runs: those of a function, or of a
// loop's or catch's block.
type scope struct {
	outer *scope
	fn    *function // set for a function's own
	vars  map[string]*value
	this  *object
}

// function is what is known of a function before it runs.
type function struct {
	assigned map[string]bool // what = assigns in it, but not in functions inside
}

// lookup finds the variable of a name. It belongs to the innermost block or
// parameter list that binds it, else to the outermost function that assigns
// it: that is Rip's rule, and what this package is mostly about.
func (s *scope) lookup(name string) *value {
	for ; s != nil; s = s.outer {
		if v, ok := s.vars[name]; ok {
			return v
		}
		if s.fn != nil && s.fn.assigned[name] && s.outer.lookup(name) == nil {
			v := new(value)
			s.vars[name] = v
			return v
		}
	}
	return nil
}

// get is the value of a name; one that the generator mentions exists.
func (s *scope) get(name string) value { return *s.lookup(name) }

// set assigns to a name.
func (s *scope) set(name string, v value) { *s.lookup(name) = v }

// block is a scope inside s that binds names.
func (s *scope) block() *scope {
	return &scope{outer: s, vars: map[string]*value{}, this: s.this}
}

// bind gives a name of a block its value.
func (s *scope) bind(name string, v value) { s.vars[name] = &v }

// names is a scope while a program is made.
type names struct {
	outer *names
	fn    *function
	bound []string // by a block, or as parameters
}

// binds says that a block or parameter list in the current function binds a
// name, so that an assignment writes that.
func (n *names) binds(name string) bool {
	for ; n != nil; n = n.outer {
		if slices.Contains(n.bound, name) {
			return true
		}
		if n.fn != nil {
			return false
		}
	}
	return false
}

// visible is every name that has a variable here, in a fixed order.
func (n *names) visible() []string {
	var list []string
	for _, name := range variables() {
		for s := n; s != nil; s = s.outer {
			if s.fn != nil && s.fn.assigned[name] || slices.Contains(s.bound, name) {
				list = append(list, name)
				break
			}
		}
	}
	return list
}

// variables is every name that programs use for numbers: few, so that they
// meet often.
func variables() []string { return []string{"a", "b", "c", "d", "i", "x"} }

// function is the function around.
func (n *names) function() *function {
	for n.fn == nil {
		n = n.outer
	}
	return n.fn
}
