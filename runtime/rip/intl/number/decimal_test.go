package number

import (
	"math"
	"strconv"
	"testing"
)

func TestRoundingKeepsToTheDigitsOfTheShortestForm(t *testing.T) {
	for _, c := range []struct {
		n      float64
		places int
		want   string
	}{
		{1.005, 2, "1.01"}, // its digits are 1.005, although the double is a little less
		{0.5, 0, "1"},
		{0.4, 0, "0"},
		{-0.06, 1, "0.1"},
		{999.995, 2, "1000"},
		{0.0004, 3, "0"},
		{12345, -3, "12000"},
		{5, -1, "10"},
		{4, -1, "0"},
	} {
		whole, fraction := FromFloat(c.n).rounded(c.places, "halfExpand").text(1, 0)
		got := whole
		if fraction != "" {
			got += "." + fraction
		}
		if got != c.want {
			t.Errorf("%v to %d places is %s, want %s", c.n, c.places, got, c.want)
		}
	}
}

func FuzzDecimalsSayWhatStrconvSays(f *testing.F) {
	f.Add(1.5, 2)
	f.Add(1e-7, 3)
	f.Add(123456789.987654321, 0)
	f.Fuzz(func(t *testing.T, n float64, places int) {
		if math.IsNaN(n) || math.IsInf(n, 0) || places < 0 || places > 30 {
			t.Skip()
		}
		d := FromFloat(n)
		whole, fraction := d.text(1, 0)
		back, err := strconv.ParseFloat(whole+"."+fraction, 64)
		if err != nil || back != math.Abs(n) {
			t.Fatalf("%v became %s.%s", n, whole, fraction)
		}
		if _, fraction := d.rounded(places, "halfEven").text(1, 0); len(fraction) > places {
			t.Fatalf("%v to %d places has %q", n, places, fraction)
		}
	})
}
