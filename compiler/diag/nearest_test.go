package diag

import "testing"

func TestNearestForgivesOneSlip(t *testing.T) {
	names := []string{"string", "integer", "if"}
	for word, want := range map[string]string{
		"strng": "string", "stirng": "string", "sstring": "string", "stringy": "string", "String": "string",
		"integre": "integer", "float": "", "fi": "if", "i": "", "string": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
