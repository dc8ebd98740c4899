package config

import "testing"

func TestNearestIsWhatWasProbablyMeant(t *testing.T) {
	names := []string{"workers", "requests", "maxQueue", "queueTimeoutMs", "readTimeoutMs", "w", "r"}
	for word, want := range map[string]string{
		"worker": "workers", "wrokers": "workers", "max_queue": "maxQueue", "MAXQUEUE": "maxQueue",
		"queueTimeout": "queueTimeoutMs", "ww": "w", "x": "", "banana": "", "": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) is %q, want %q", word, got, want)
		}
	}
}

func TestNearestDoesNotGuessBetweenEquals(t *testing.T) {
	for _, names := range [][]string{{"httpPort", "httpsPort"}, {"httpsPort", "httpPort"}} {
		if got := Nearest("httpxPort", names); got != "" && got != "httpPort" {
			t.Errorf("Nearest among %v is %q", names, got)
		}
	}
	if got := Nearest("rest", []string{"test", "best"}); got != "" {
		t.Errorf("Nearest is %q, and the other was as near", got)
	}
}
