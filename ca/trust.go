package ca

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/smallstep/truststore"
)

// Store is one place where programs look for the authorities that they trust.
type Store struct {
	// Name is what people call it.
	Name string
	// Install and Uninstall say what is done there, as commands where they are.
	Install, Uninstall string
	// Missing is why nothing can be done there, with what to do about it; nil
	// when something can.
	Missing error

	options []truststore.Option
}

// Stores are the places of this machine: the system's own, and that of the
// browsers with one of their own (Firefox, and Chromium on Linux). Nothing is
// changed by asking.
func Stores(root *x509.Certificate) []Store {
	return []Store{systemStore(root), browserStore()}
}

// Trust makes the programs that ask s trust root. It may ask for a password on
// the terminal. Doing it twice is fine.
func (s Store) Trust(root *x509.Certificate) error {
	if s.Missing != nil {
		return s.Missing
	}
	return explain(truststore.Install(root, s.options...))
}

// Untrust undoes Trust; root not being there is fine.
func (s Store) Untrust(root *x509.Certificate) error {
	if s.Missing != nil {
		return s.Missing
	}
	return explain(truststore.Uninstall(root, s.options...))
}

// Trusted is whether this machine's system store has root. Programs started
// before it was put there may not know yet.
func Trusted(root *x509.Certificate) bool {
	_, err := root.Verify(x509.VerifyOptions{KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
	return err == nil
}

func browserStore() Store {
	s := Store{
		Name:      "Firefox and Chromium",
		Install:   "certutil -A, in each profile that there is",
		Uninstall: "certutil -D, in each profile that has it",
	}
	nss, err := truststore.NewNSSTrust()
	switch {
	case err != nil && truststore.CertutilInstallHelp == "":
		s.Missing = errors.New("they take what the system trusts, or are told by hand")
	case err != nil:
		s.Missing = fmt.Errorf("certutil is missing; install it (%s) and do this again", installCertutil())
	default:
		if err := nss.PreCheck(); err != nil {
			s.Missing = errors.New("no profile is there yet; start the browser once and do this again")
		}
		s.options = []truststore.Option{truststore.WithNoSystem(), truststore.WithTrust(nss)}
	}
	return s
}

// installCertutil is the command that gets certutil, by what there is.
func installCertutil() string {
	for _, manager := range []struct{ program, command string }{
		{"apt-get", "sudo apt-get install libnss3-tools"},
		{"dnf", "sudo dnf install nss-tools"},
		{"pacman", "sudo pacman -S nss"},
		{"zypper", "sudo zypper install mozilla-nss-tools"},
		{"brew", "brew install nss"},
	} {
		if _, err := exec.LookPath(manager.program); err == nil {
			return manager.command
		}
	}
	return "the package is called nss-tools or libnss3-tools"
}

// privileges is how a command that only root may run is written.
func privileges() string {
	if _, err := exec.LookPath("sudo"); err == nil && os.Geteuid() != 0 {
		return "sudo "
	}
	return ""
}

// explain puts what a failed command printed behind what failed.
func explain(err error) error {
	var command *truststore.CmdError
	if errors.As(err, &command) {
		return fmt.Errorf("%s: %w\n%s", command.Cmd(), command.Err(), command.Out())
	}
	return err
}
