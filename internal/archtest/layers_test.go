package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// layers are the top-level folders, highest first. A package may import its
// own folder and those of lower layers; folders of one layer stay strangers:
// lb and manager, for instance, meet through interfaces that appserver wires.
var layers = [][]string{
	{"cmd"}, // programs: nobody imports them
	{"cli"},
	{"bench"}, // cli's verb bench is its load generator and report; it starts servers as programs and imports none
	{"platform"},
	{"appserver"},
	{"manager", "lb"},
	{"runtime", "control"},
	{"compiler", "api", "config", "ca", "starter"},
	{"internal"},
}

// unplaced is what to do about a folder that layers does not have.
const unplaced = "folder %s/ has Go code but no place in the order of imports: " +
	"add it to layers in internal/archtest/layers_test.go, and to CONTRIBUTING.md"

// layerOf is the index of the folder's layer, 0 the highest.
func layerOf(folder string) (int, error) {
	for i, layer := range layers {
		if slices.Contains(layer, folder) {
			return i, nil
		}
	}
	return 0, fmt.Errorf(unplaced, folder)
}

// checkImport says what is wrong with folder from importing folder to; nil is
// nothing. Tests may also import their neighbours: a worker's test may speak
// to a real control socket. They too stay below what they test, and lb and
// manager are strangers even then.
func checkImport(from, to string, test bool) error {
	if from == to {
		return nil
	}
	upper, err := layerOf(from)
	if err != nil {
		return err
	}
	lower, err := layerOf(to)
	if err != nil {
		return err
	}
	neighboursMayMeet := test && from != "lb" && from != "manager"
	switch {
	case upper < lower, upper == lower && neighboursMayMeet:
		return nil
	case upper == lower:
		return fmt.Errorf("%s and %s are neighbours and may not know each other: "+
			"let the one that needs something declare a small interface, and wire it in a higher layer", from, to)
	default:
		return fmt.Errorf("%s is below %s and may not import it (order: %s)", from, to, order())
	}
}

// order is the layers in one line.
func order() string {
	names := make([]string, len(layers))
	for i, layer := range layers {
		names[i] = strings.Join(layer, ", ")
	}
	return strings.Join(names, " → ")
}
