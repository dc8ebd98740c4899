package ca

// systemSteps are for the store of this system.
func systemSteps() string {
	return `macOS: Safari, Chrome, curl
  sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain FILE
  or open FILE, put it into the System keychain, and set "When using this
  certificate" to Always Trust
`
}
