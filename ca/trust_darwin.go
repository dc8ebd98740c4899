package ca

import "crypto/x509"

func systemStore(*x509.Certificate) Store {
	return Store{
		Name:      "the system keychain (Safari, Chrome, curl)",
		Install:   "sudo security add-trusted-cert -d -k /Library/Keychains/System.keychain",
		Uninstall: "sudo security remove-trusted-cert -d",
	}
}
