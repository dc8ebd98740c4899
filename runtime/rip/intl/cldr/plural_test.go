package cldr

import "testing"

func TestPluralRulesSeeTheDigitsThatAreShown(t *testing.T) {
	for _, c := range []struct {
		tag, digits string
		ordinal     bool
		want        string
	}{
		{"en", "1", false, "one"},
		{"en", "1.0", false, "other"},
		{"en", "22", true, "two"},
		{"en", "12", true, "other"},
		{"ru", "21", false, "one"},
		{"ru", "12", false, "many"},
		{"ru", "1.5", false, "other"},
		{"ar", "0", false, "zero"},
		{"pt", "0", false, "one"},
		{"pt-PT", "0", false, "other"},
		{"fr", "1000000", false, "many"},
		{"ja", "1", false, "other"},
	} {
		if got := Plural(c.tag, c.ordinal, NewOperands(c.digits, 0)); got != c.want {
			t.Errorf("%s %s is %s, want %s", c.tag, c.digits, got, c.want)
		}
	}
}
