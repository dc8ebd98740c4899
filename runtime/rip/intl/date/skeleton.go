package date

import "strings"

// skeleton is which fields are wanted and how wide, by kind of field.
type skeleton map[byte]field

// field is a letter of a pattern, and how often it stands there.
type field struct {
	letter byte
	width  int
}

const (
	dateKinds = "GyQMEd"
	timeKinds = "Bahmsz"
)

// kind is the field that a letter is a form of.
func kind(letter byte) byte {
	switch letter {
	case 'Y', 'u', 'U', 'r':
		return 'y'
	case 'L':
		return 'M'
	case 'c', 'e':
		return 'E'
	case 'H', 'K', 'k':
		return 'h'
	case 'b':
		return 'B'
	case 'O', 'v', 'V', 'X', 'x':
		return 'z'
	case 'q':
		return 'Q'
	}
	return letter
}

func skeletonOf(elements []element) skeleton {
	s := skeleton{}
	for _, e := range elements {
		if e.letter != 0 && e.letter != 'a' { // it comes with the hour
			s[kind(e.letter)] = field{e.letter, e.width}
		}
	}
	return s
}

func (s skeleton) only(kinds string) skeleton {
	out := skeleton{}
	for k, f := range s {
		if strings.IndexByte(kinds, k) >= 0 {
			out[k] = f
		}
	}
	return out
}

// base is the skeleton without what can be made of it by widening fields.
func (s skeleton) base() string {
	text := ""
	for _, k := range []byte("GyQMEdBhmsSz") {
		f, ok := s[k]
		if !ok {
			continue
		}
		if f.value() > 0 {
			f.width = 1
		} else if f.width < 4 {
			f.width = 3
		}
		text += strings.Repeat(string(f.letter), f.width)
	}
	return text
}

// value orders the forms of a field so that near ones look alike: numbers are
// positive, names negative (ICU's DateTimePatternGenerator).
func (f field) value() int {
	switch k := kind(f.letter); {
	case f.letter == 'L':
		return nameOr(f.width, 0x110+f.width, 3) - beside
	case f.letter == 'c' || f.letter == 'e':
		return nameOr(max(f.width, 3), 0, 3) - 2*beside
	case k == 'M' || k == 'Q':
		return nameOr(f.width, 0x100+f.width, 3)
	case k == 'E' || k == 'G' || k == 'a' || k == 'B':
		return nameOr(max(f.width, 3), 0, 3)
	case k == 'z':
		return -0x103 - f.width
	case k == 'h' && (f.letter == 'H' || f.letter == 'k'):
		return 0x100 + 10*0x10 + f.width
	}
	return 0x100 + f.width
}

// beside is the distance of names that stand alone from those within a date.
const beside = 0x10

func nameOr(width, number, names int) int {
	switch {
	case width < names:
		return number
	case width == 4:
		return -0x104
	case width == 5:
		return -0x101
	case width == 6:
		return -0x102
	}
	return -0x103
}

// distance is how far a pattern's skeleton is from what is wanted, and which
// of the wanted fields it lacks.
func (s skeleton) distance(have skeleton) (distance int, missing skeleton) {
	const lacking, beyond = 0x1000, 0x10000
	missing = skeleton{}
	for k, f := range s {
		other, ok := have[k]
		if !ok {
			distance += lacking
			missing[k] = f
			continue
		}
		d := f.value() - other.value()
		distance += max(d, -d)
	}
	for k := range have {
		if _, ok := s[k]; !ok {
			distance += beyond
		}
	}
	return distance, missing
}
