//go:build !linux && !darwin

package ca

// systemSteps cannot say more than where to look.
func systemSteps() string {
	return `This system
  Its manual says where it keeps the authorities that it trusts; add FILE there
`
}
