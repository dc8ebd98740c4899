package rip

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWorkersTireInTheOrderInWhichTheyBegan(t *testing.T) {
	var r roster
	var asked []string
	tired := func(name string) func() { return func() { asked = append(asked, name) } }
	a, b, c, d := &instance{}, &instance{}, &instance{}, &instance{}
	r.add(a, tired("a"))
	r.add(b, nil) // nobody can be asked
	r.add(c, tired("c"))
	r.tire()
	r.tire()
	r.tire() // all were asked
	r.remove(a)
	r.add(d, tired("d")) // in its place
	r.tire()
	if diff := cmp.Diff([]string{"a", "c", "d"}, asked); diff != "" {
		t.Error(diff)
	}
}
