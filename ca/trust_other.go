//go:build !linux && !darwin

package ca

import (
	"crypto/x509"
	"errors"
)

func systemStore(*x509.Certificate) Store {
	return Store{Name: "the system", Missing: errors.New("rip-server does not know how to do that on this system; see its manual")}
}
