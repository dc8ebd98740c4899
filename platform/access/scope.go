// Package access knows who may do what with a platform: tokens and what they
// are good for, sessions of browsers, guesses that were wrong, and a record of
// what was changed. It knows no HTTP and no apps.
package access

import (
	"fmt"
	"slices"
)

// Scope is what a token is good for. Each includes the ones before it.
type Scope string

// The scopes.
const (
	Read   Scope = "read"   // see apps, logs, metrics and events
	Deploy Scope = "deploy" // deploy, change, start, stop and remove apps: run any code as the platform's user
	Admin  Scope = "admin"  // make and revoke tokens, stop the platform
)

// Scopes are all of them, the least first.
func Scopes() []Scope { return []Scope{Read, Deploy, Admin} }

// ParseScope reads a scope that a user wrote.
func ParseScope(text string) (Scope, error) {
	if s := Scope(text); slices.Contains(Scopes(), s) {
		return s, nil
	}
	return "", fmt.Errorf("scope %q is none of read, deploy and admin", text)
}

// Includes is whether what needs other may be done with s.
func (s Scope) Includes(other Scope) bool {
	return slices.Index(Scopes(), s) >= slices.Index(Scopes(), other)
}
