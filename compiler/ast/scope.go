package ast

import "github.com/rip-server/rip-server/compiler/source"

// VarKind says how a name came into being.
type VarKind uint8

// The kinds, with the words that messages use for them.
const (
	Plain VarKind = iota
	State
	Computed
	Readonly
	EffectVar
	DefVar
	ClassVar
	EnumVar
	ImportVar
	ParamVar
	LoopVar
	CatchVar
)

func (k VarKind) String() string {
	return [...]string{"plain", "state", "computed", "readonly", "effect", "def", "class", "enum", "import", "parameter", "loop variable", "catch variable"}[k]
}

// Reactive says that the name is read and written through .value.
func (k VarKind) Reactive() bool { return k == State || k == Computed }

// Var is one variable.
type Var struct {
	Name     string
	Kind     VarKind
	Pos      source.Span // where it was declared, or first assigned
	Scope    *Scope
	Exported bool
	Writes   int // assignments beyond those of its declaration
	Used     bool
	InDef    bool    // mentioned in a def, which may run before its line
	Early    bool    // mentioned before its declaration could stand
	InPlace  *Assign // the statement that declares it, nil is the scope's top
	Assigned bool    // assigned somewhere, so that the top declares it
	Hidden   bool    // the compiler made it
}

// Scope is the names of a function, of the program, or of a block that has
// its own: a loop or a catch.
type Scope struct {
	Parent *Scope
	Func   *Func // nil for the program
	Block  bool  // not a function's own
	Vars   []*Var
	index  map[string]*Var
}

// few is how many names are looked at one by one before a map pays off.
const few = 8

// Own finds a name in the scope itself.
func (s *Scope) Own(name string) *Var {
	if s.index != nil {
		return s.index[name]
	}
	for _, v := range s.Vars {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// Add puts a variable into the scope.
func (s *Scope) Add(v *Var) *Var {
	v.Scope = s
	s.Vars = append(s.Vars, v)
	if s.index == nil && len(s.Vars) > few {
		s.index = make(map[string]*Var, 4*few)
		for i := len(s.Vars) - 1; i >= 0; i-- {
			s.index[s.Vars[i].Name] = s.Vars[i]
		}
	} else if s.index != nil {
		s.index[v.Name] = v
	}
	return v
}

// Find looks a name up from here outwards.
func (s *Scope) Find(name string) *Var {
	for ; s != nil; s = s.Parent {
		if v := s.Own(name); v != nil {
			return v
		}
	}
	return nil
}

// Function is the scope of the function, or program, around s.
func (s *Scope) Function() *Scope {
	for s.Block {
		s = s.Parent
	}
	return s
}
