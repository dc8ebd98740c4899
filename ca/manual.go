package ca

import "strings"

// Manual is what to do by hand where [Store.Trust] cannot: on this system, in
// programs that have a list of their own, and on the devices that are to look
// at apps here. file is the root certificate.
func Manual(file string) string {
	return strings.ReplaceAll(systemSteps()+programSteps+deviceSteps, "FILE", file)
}

const programSteps = `Firefox, also as a snap or flatpak
  Settings, Privacy & Security, Certificates, View Certificates, Authorities,
  Import: FILE; tick "Trust this CA to identify websites"
Programs with a list of their own
  Node.js, bun   NODE_EXTRA_CA_CERTS=FILE
  Deno           DENO_CERT=FILE
  Java           keytool -importcert -cacerts -alias rip-server -file FILE
  Python         REQUESTS_CA_BUNDLE=FILE (in place of the public authorities)
`

const deviceSteps = `Phones and tablets
  rip-server ca export --serve shows an address to open there, with the steps
  iOS       install the profile (Settings, General, VPN & Device Management), then
            Settings, General, About, Certificate Trust Settings: switch it on
  Android   Settings, Security, Encryption & credentials, Install a certificate,
            CA certificate. Browsers take it, other apps mostly do not
Other computers
  rip-server ca export root.crt; take the file there
  Windows   open it: Install Certificate, Current User, place it in Trusted Root
            Certification Authorities; or certutil -user -addstore Root root.crt
  macOS     open it, and in Keychain Access set "When using this certificate" to
            Always Trust
  Linux     as above, by its distribution
`
