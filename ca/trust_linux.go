package ca

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/smallstep/truststore"
)

func systemStore(root *x509.Certificate) Store {
	s := Store{Name: "the system (curl, Go, most programs)"}
	if truststore.SystemTrustCommand == nil {
		s.Missing = errors.New("this system keeps its authorities in none of the known places")
		return s
	}
	file := fmt.Sprintf(truststore.SystemTrustFilename, strings.ReplaceAll(root.Subject.CommonName+" "+root.SerialNumber.String(), " ", "_"))
	update := privileges() + strings.Join(truststore.SystemTrustCommand, " ")
	s.Install = privileges() + "tee " + file + "; " + update
	s.Uninstall = privileges() + "rm -f " + file + "; " + update
	if os.Geteuid() != 0 && privileges() == "" {
		s.Missing = fmt.Errorf("it needs root, and there is no sudo; as root, copy the certificate to %s and run %s", file, update)
	}
	return s
}

// underWindows is whether this is the Linux of WSL, whose browsers are those of
// Windows.
func underWindows() bool {
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	return err == nil && bytes.Contains(bytes.ToLower(release), []byte("microsoft"))
}
