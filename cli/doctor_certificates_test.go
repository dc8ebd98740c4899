package cli

import (
	"crypto/x509"
	"testing"
	"time"
)

func TestDoctorWarnsOfACertificateThatEndsSoon(t *testing.T) {
	for left, want := range map[time.Duration]string{
		30 * 24 * time.Hour: "ok yours",
		15 * 24 * time.Hour: "ok yours",
		49 * time.Hour:      "warning yours, which is in 2 days",
		time.Hour:           "warning yours, which is in 0 days",
	} {
		found := examineEnd(&x509.Certificate{NotAfter: time.Now().Add(left)}, "yours")
		if got := found.State + " " + found.Text; got != want {
			t.Errorf("%s before its end: %q, want %q", left, got, want)
		}
	}
}

func TestDoctorKnowsByWhichNameAnAppIsOpened(t *testing.T) {
	for host, want := range map[string]string{"": "", "0.0.0.0": "", "::": "", "localhost": "localhost", "192.168.0.7": "192.168.0.7"} {
		if got := opened(host); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
}
