package ca

import "strings"

// Manual is what to do by hand where [Store.Trust] cannot: on this system and
// on the devices that are to look at apps here. file is the root certificate.
func Manual(file string) string {
	var b strings.Builder
	if underWindows() {
		b.WriteString(`Windows, from WSL
  The browsers are those of Windows, which has a store of its own:
    cp FILE /mnt/c/Users/Public/rip-root.crt
    certutil.exe -user -addstore Root 'C:\Users\Public\rip-root.crt'
`)
	}
	b.WriteString(`Firefox
  Settings, Privacy & Security, Certificates, View Certificates, Authorities,
  Import: FILE; tick "Trust this CA to identify websites"
Chromium and Chrome on Linux
  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n rip-server -i FILE
Node.js
  NODE_EXTRA_CA_CERTS=FILE
Phones and tablets
  rip-server ca export --serve shows an address to open there
  iOS       install the profile (Settings, General, VPN & Device Management), then
            Settings, General, About, Certificate Trust Settings: switch it on
  Android   Settings, Security, Encryption & credentials, Install a certificate,
            CA certificate. Browsers take it, other apps mostly do not
`)
	return strings.ReplaceAll(b.String(), "FILE", file)
}
