package ca

// systemSteps are for the stores of this system.
func systemSteps() string {
	if underWindows() {
		return windowsSteps + linuxSteps
	}
	return linuxSteps
}

const windowsSteps = `Windows, from WSL
  The browsers are those of Windows, which has a store of its own:
    cp FILE /mnt/c/Users/Public/rip-root.crt
    certutil.exe -user -addstore Root 'C:\Users\Public\rip-root.crt'
`

const linuxSteps = `This system: curl, Go and most programs (as root)
  Debian, Ubuntu, Alpine
    cp FILE /usr/local/share/ca-certificates/rip-server.crt
    update-ca-certificates
  Fedora, RHEL
    cp FILE /etc/pki/ca-trust/source/anchors/rip-server.pem
    update-ca-trust
  openSUSE
    cp FILE /etc/pki/trust/anchors/rip-server.pem
    update-ca-certificates
  Arch
    trust anchor --store FILE
  NixOS, in its configuration
    security.pki.certificateFiles = [ FILE ];
Chromium and Chrome (certutil is in libnss3-tools or nss-tools)
  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n rip-server -i FILE
  Chromium as a snap: sql:$HOME/snap/chromium/current/.pki/nssdb
`
